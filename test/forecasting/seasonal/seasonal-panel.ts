import { addWeeks } from '../../../src/contracts/week.ts';
import type { Panel } from '../../../src/forecasting/index.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import { binsOf } from '../../../src/forecasting/seasonal/year-bins.ts';

/** What a synthetic seasonal panel is like. */
export interface SeasonalPanelOptions {
  readonly stores?: number;
  readonly items?: number;
  /** Weeks with units; six more follow without. */
  readonly weeks?: number;
  /** Relative change of sales a year. */
  readonly yearlyGrowth?: number;
  /** Standard deviation of the noise, in logs. */
  readonly noise?: number;
  /** Factor of a week of the year, bin 0 … 51, and of a year counted from 0. */
  readonly season?: (bin: number, item: number, year: number) => number;
  readonly seed?: number;
}

/** A season whose mean over the bins is 1, with its peak in spring. */
export const spring = (bin: number): number => 1 + 0.5 * Math.sin((2 * Math.PI * bin) / 52);

/** units = level of the series · growth · season of the week · noise; level 50 · (store + 1) · (item + 1). */
export function seasonalPanel(options: SeasonalPanelOptions = {}): Panel {
  const { stores = 4, items = 2, weeks = 156, yearlyGrowth = 0, noise = 0, season = spring, seed = 1 } = options;
  const random = randomStream(seed, 'seasonal-panel');
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const all = weeks + 6;
  const names = Array.from({ length: all }, (_, w) => addWeeks('2022-01-03', w));
  const bins = binsOf(names);
  const units = new Float64Array(stores * items * all).fill(Number.NaN);
  for (let s = 0; s < stores * items; s++) {
    for (let w = 0; w < weeks; w++) {
      const year = Number(names[w]!.slice(0, 4)) - 2022;
      const level = 50 * (Math.floor(s / items) + 1) * ((s % items) + 1) * (1 + yearlyGrowth) ** (w / 52);
      units[s * all + w] = level * season(bins[w]!, s % items, year) * Math.exp(noise * normal());
    }
  }
  return {
    region: 'test',
    format: 'large',
    weeks: names,
    cutoffIndex: weeks - 1,
    stores: Array.from({ length: stores }, (_, i) => `store-${i}`),
    items: Array.from({ length: items }, (_, i) => `item-${i}`),
    seriesStore: Int32Array.from({ length: stores * items }, (_, s) => Math.floor(s / items)),
    seriesItem: Int32Array.from({ length: stores * items }, (_, s) => s % items),
    units,
    knownAhead: {},
    observed: {},
    roles: { promotions: [] },
    storeAttributes: {},
    itemCategories: {},
  };
}

/** The panel with other units in some cells; `change` gets series, week and what is there. */
export function withUnits(panel: Panel, change: (series: number, week: number, units: number) => number): Panel {
  const width = panel.weeks.length;
  return {
    ...panel,
    units: panel.units.map((units, cell) => change(Math.floor(cell / width), cell % width, units)),
  };
}
