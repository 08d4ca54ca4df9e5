import { expect, it } from 'vitest';
import { defaultFeatureSettings } from '../../src/contracts/features.ts';
import { fittedMembers } from '../../src/contracts/segment.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import {
  computedForecasts,
  defaultLassoParameters,
  defaultNetworkParameters,
  defaultTreesParameters,
  measure,
  type MemberForecast,
  type Panel,
} from '../../src/forecasting/index.ts';
import { randomStream } from '../../src/forecasting/random.ts';
import { fit, taskOf } from './fit.ts';
import { missing, panelOfUnits } from './make-panel.ts';

/**
 * Ordinary retail: items with seasons of their own, growth, a holiday that moves, half a year without data in one store, series that sell
 * a unit a week, that are new, and that have ended.
 */
const [stores, items, weeks] = [4, 8, 172];
const firstWeek = '2021-01-04';
/** Weeks of Easter 2021 to 2024: the last one lies a week before the same week of the year before. */
const easterWeeks = [12, 66, 117, 168];
const cutoffIndex = 166;
const horizonWeeks = 4;
const gap = { store: 2, from: 90, to: 116 };
const newSeries = { series: 3, from: cutoffIndex - 30 };
const endedSeries = { series: 9, to: 120 };

const series = Array.from({ length: stores * items }, (_, s) => ({
  store: Math.floor(s / items),
  item: s % items,
}));
const units = salesOf();
const panel: Panel = {
  ...panelOfUnits(
    units.map((row) => row.map((value, w) => (w > cutoffIndex ? missing : value))),
    { items, cutoffIndex },
  ),
  weeks: Array.from({ length: weeks }, (_, w) => addWeeks(firstWeek, w)),
};
const features = {
  ...defaultFeatureSettings,
  calendar: {
    holidays: [{ name: 'easter', rule: 'easter' as const, offsetDays: 0 }],
    paydays: { daysOfMonth: [] },
  },
};

function salesOf(): number[][] {
  const random = randomStream(1, 'seasonal-retail');
  const noise = (size: number) => size * (random() + random() + random() + random() - 2) * 1.7;
  const ofItem = Array.from({ length: items }, (_, i) => ({
    level: i === 7 ? 0.3 : 4 + 0.4 * i,
    swing: 0.2 + 0.4 * random(),
    peak: 52 * random(),
    growth: -0.05 + 0.2 * random(),
    easter: 0.6 * random(),
    shocks: Array.from({ length: weeks }, () => noise(0.04)),
  }));
  return series.map(({ store, item }, s) => {
    const { level, swing, peak, growth, easter, shocks } = ofItem[item]!;
    return Array.from({ length: weeks }, (_, w) => {
      const season = swing * Math.cos((2 * Math.PI * (w - peak)) / 52.18);
      const bump = easterWeeks.includes(w) ? easter : 0;
      const log = level + 0.2 * store + season + (growth * w) / 52 + bump + shocks[w]! + noise(0.08);
      const inGap = store === gap.store && w >= gap.from && w < gap.to;
      const notYet = s === newSeries.series && w < newSeries.from;
      const noMore = s === endedSeries.series && w > endedSeries.to;
      return inGap || notYet || noMore ? missing : Math.round(Math.exp(log));
    });
  });
}

const actualOf = ({ seriesIndex, step }: MemberForecast) =>
  Float64Array.from(seriesIndex, (s, row) => units[s]![cutoffIndex + step[row]!]!);
/** Units of the same week of the year before; of the last week with sales where there is none. */
const lastYearOf = ({ seriesIndex, step }: MemberForecast) =>
  Float64Array.from(seriesIndex, (s, row) => {
    const before = units[s]![cutoffIndex + step[row]! - 52]!;
    return Number.isNaN(before) ? units[s]!.slice(0, cutoffIndex + 1).findLast(Number.isFinite)! : before;
  });

it.each(fittedMembers)('%s is better than last year and than the seasonal member', async (name) => {
  const member = await fit(
    name,
    taskOf(panel, {
      horizonWeeks,
      features,
      parameters: {
        lasso: defaultLassoParameters,
        network: { ...defaultNetworkParameters, preset: 'steady', batchSize: 128, hiddenUnits: [32, 16] },
        trees: defaultTreesParameters,
      },
    }),
  );
  const forecast = member.predict(panel, cutoffIndex);
  const actual = actualOf(forecast);
  const seasonal = computedForecasts(panel, panel.items, cutoffIndex, horizonWeeks, 0).seasonal;
  const { wape, bias } = measure(actual, forecast.values);
  expect(wape).toBeLessThan(0.75 * measure(actual, lastYearOf(forecast)).wape!);
  expect(wape).toBeLessThan(measure(actual, seasonal.values).wape!);
  expect(Math.abs(bias!)).toBeLessThan(0.05);

  // Easter comes a week earlier than the year before.
  const easterRows = [...forecast.step.keys()].filter((row) => cutoffIndex + forecast.step[row]! === 168);
  const pick = (values: ArrayLike<number>) => easterRows.map((row) => values[row]!);
  expect(measure(pick(actual), pick(forecast.values)).wape).toBeLessThan(0.2);
});
