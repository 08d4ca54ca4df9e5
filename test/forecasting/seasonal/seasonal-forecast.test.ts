import { describe, expect, it } from 'vitest';
import {
  baselineForecast,
  measure,
  seasonalForecast,
  seasonalNote,
  type MemberForecast,
  type Panel,
} from '../../../src/forecasting/index.ts';
import { panelOfUnits } from '../make-panel.ts';
import { seasonalPanel, spring, withUnits } from './seasonal-panel.ts';

const horizonWeeks = 6;

/** WAPE and bias of forecasts from a cutoff on a panel that knows what came. */
function errorsOf(panel: Panel, cutoffIndex: number, forecast: MemberForecast) {
  const actual = Array.from(
    forecast.seriesIndex,
    (s, row) => panel.units[s * panel.weeks.length + cutoffIndex + forecast.step[row]!]!,
  );
  const { wape, bias } = measure(actual, forecast.values);
  return { wape: wape!, bias: bias! };
}

/** The seasonal forecast from six weeks before the last known one, and the arithmetic mean of the same rows. */
function bothOf(panel: Panel) {
  const cutoff = panel.cutoffIndex - horizonWeeks;
  return {
    seasonal: errorsOf(panel, cutoff, seasonalForecast(panel, panel.items, cutoff, horizonWeeks)),
    mean: errorsOf(panel, cutoff, baselineForecast(panel, panel.items, cutoff, horizonWeeks)),
  };
}

describe('in closed form', () => {
  it('level × season, where sales are exactly that', () => {
    const panel = seasonalPanel();
    const { values, season, growth, made } = seasonalForecast(panel, ['item-1'], 149, horizonWeeks);
    expect(made).toEqual({ basis: 'season', observedWeeks: 150, newSeries: 0 });
    expect(seasonalNote(made)).toBe('');
    // Weeks 150 … 155 lie in the bins 46 … 51; store-2 sells 50 · 3 · 2 units of item-1 in a mean week.
    [46, 47, 48, 49, 50, 51].forEach((bin, step) => {
      expect(season[step]!).toBeCloseTo(spring(bin), 2);
      expect(growth[step]!).toBeCloseTo(1, 2);
      expect(values[2 * horizonWeeks + step]! / (300 * spring(bin))).toBeCloseTo(1, 2);
    });
  });

  it('without a season or noise it is the level, whatever the half-life', () => {
    const panel = seasonalPanel({ season: () => 1 });
    const { values } = seasonalForecast(panel, panel.items, 155, 1);
    values.forEach((value, s) => expect(value).toBeCloseTo(50 * (Math.floor(s / 2) + 1) * ((s % 2) + 1), 6));
  });

  it('fewer than two seasons: the level alone, and it says so', () => {
    const panel = seasonalPanel({ weeks: 90 });
    const { season, growth, made } = seasonalForecast(panel, panel.items, 89, 3);
    expect(seasonalNote(made)).toBe('level only: 90 weeks with sales, a season needs 104');
    expect(new Set([...season, ...growth])).toEqual(new Set([1]));
  });
});

describe('on a seasonal panel', () => {
  it('with growth it is within 3% in volume, where the mean of the past is 10% low', () => {
    const { seasonal, mean } = bothOf(seasonalPanel({ yearlyGrowth: 0.12, season: () => 1, noise: 0.1 }));
    expect(Math.abs(seasonal.bias)).toBeLessThan(0.03);
    expect(mean.bias).toBeLessThan(-0.1);
  });

  it('with season, growth and noise of 10% its error is that of the noise', () => {
    const { seasonal, mean } = bothOf(seasonalPanel({ stores: 12, yearlyGrowth: 0.1, noise: 0.1 }));
    expect(seasonal.wape).toBeLessThan(0.11);
    expect(mean.wape).toBeGreaterThan(0.16);
  });

  it('with a peak that moves by a week it has the right volume, and beats the mean', () => {
    const season = (bin: number, _item: number, year: number) => (bin === 47 + (year % 2) ? 3 : spring(bin));
    const { seasonal, mean } = bothOf(seasonalPanel({ noise: 0.05, season }));
    expect(seasonal.wape).toBeLessThan(mean.wape);
    expect(Math.abs(seasonal.bias)).toBeLessThan(0.12);
  });

  it('with half a year missing everywhere, at a cutoff inside the gap, it stays near the truth', () => {
    const whole = seasonalPanel({ weeks: 190, noise: 0.05 });
    const gap = withUnits(whole, (_, week, units) => (week > 150 && week <= 176 ? Number.NaN : units));
    for (const cutoff of [160, 176]) {
      const { wape, bias } = errorsOf(whole, cutoff, seasonalForecast(gap, gap.items, cutoff, horizonWeeks));
      expect(wape).toBeLessThan(0.1);
      expect(Math.abs(bias)).toBeLessThan(0.08);
    }
  });

  it('a profile of noise is not believed: what promotions did in one year is no season', () => {
    const panel = seasonalPanel({ season: () => 1, noise: 0.5, stores: 2 });
    const { season } = seasonalForecast(panel, panel.items, 149, horizonWeeks);
    season.forEach((factor) => expect(Math.abs(factor - 1)).toBeLessThan(0.25));
  });

  it('items with seasons of their own keep them', () => {
    const panel = seasonalPanel({ noise: 0.05, season: (bin, item) => spring(bin + 26 * item) });
    expect(bothOf(panel).seasonal.wape).toBeLessThan(0.08);
  });

  it('a thin item leans on its category', () => {
    const season = (bin: number, item: number) => (item < 2 ? spring(bin) : spring(bin + 26));
    const full = seasonalPanel({ items: 4, noise: 0.1, season });
    // Item 1 came half a year ago; its neighbour in the category has a spring peak, the other category an autumn one.
    const panel = {
      ...withUnits(full, (s, week, units) => (s % 4 === 1 && week < 124 ? Number.NaN : units)),
      itemCategories: { category: ['a', 'a', 'b', 'b'] },
    };
    const { season: factors } = seasonalForecast(panel, ['item-1'], 149, horizonWeeks);
    [46, 48, 51].forEach((bin) => expect(Math.abs(factors[bin - 46]! - spring(bin))).toBeLessThan(0.12));
  });
});

describe('the life of a series', () => {
  const whole = seasonalPanel({ noise: 0.05 });

  it('one without history takes the mean of its item, and is counted', () => {
    const panel = withUnits(whole, (s, _, units) => (s === 7 ? Number.NaN : units));
    const { values, made } = seasonalForecast(panel, ['item-1'], 149, 1);
    expect(made.newSeries).toBe(1);
    const others = values.slice(0, 3);
    expect(values[3]!).toBeGreaterThan(Math.min(...others));
    expect(values[3]!).toBeLessThan(Math.max(...others));
  });

  it('one of four weeks has its own level and the season of its item', () => {
    const panel = withUnits(whole, (s, week, units) => (s === 7 && week < 146 ? Number.NaN : units));
    const { values } = seasonalForecast(panel, ['item-1'], 149, 1);
    expect(values[3]! / whole.units[7 * whole.weeks.length + 150]!).toBeCloseTo(1, 0);
  });

  it('one that has ended in zeros is near zero; one that is missing keeps its level', () => {
    const zeros = withUnits(whole, (s, week, units) => (s === 7 && week > 110 && week < 150 ? 0 : units));
    expect(seasonalForecast(zeros, ['item-1'], 149, 1).values[3]!).toBeLessThan(0.15 * 400);
    const gone = withUnits(whole, (s, week, units) => (s === 7 && week > 110 && week < 150 ? Number.NaN : units));
    expect(seasonalForecast(gone, ['item-1'], 149, 1).values[3]!).toBeGreaterThan(0.4 * 400);
  });

  it('tiny series and items that never sold give finite numbers, not below zero', () => {
    const tiny = withUnits(whole, (s, week, units) =>
      s % 2 === 1 ? 0 : week % 9 === 0 ? 1 : units === units ? 0 : units,
    );
    const { values } = seasonalForecast(tiny, tiny.items, 149, horizonWeeks);
    expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    const empty = panelOfUnits([[Number.NaN, Number.NaN, Number.NaN]]);
    expect([...seasonalForecast(empty, empty.items, 1, 2).values]).toEqual([0, 0]);
  });
});

describe('what it may know', () => {
  it('no week after the cutoff, nor of the business lead before it, moves a forecast', () => {
    const panel = seasonalPanel({ noise: 0.1 });
    const poisoned = withUnits(panel, (_, week, units) => (week > 139 ? 1e6 : units));
    const of = (some: Panel, lead: number) => [...seasonalForecast(some, some.items, 139 + lead, 3, lead).values];
    expect(of(poisoned, 0)).toEqual(of(panel, 0));
    expect(of(poisoned, 2)).toEqual(of(panel, 2));
  });

  it('the forecast of an item is the same, whichever others are asked for with it', () => {
    const panel = seasonalPanel({ noise: 0.1 });
    const alone = seasonalForecast(panel, ['item-1'], 149, 2);
    const together = seasonalForecast(panel, panel.items, 149, 2);
    const rows = [...together.seriesIndex.keys()].filter((row) => panel.seriesItem[together.seriesIndex[row]!] === 1);
    expect([...alone.values]).toEqual(rows.map((row) => together.values[row]));
  });

  it('a target week beyond the last week of the panel has a season, too', () => {
    const panel = seasonalPanel();
    const { values } = seasonalForecast(panel, panel.items, panel.weeks.length - 1, 3);
    expect(values.every(Number.isFinite)).toBe(true);
  });
});
