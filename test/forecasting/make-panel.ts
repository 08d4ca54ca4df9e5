import { addWeeks } from '../../src/contracts/week.ts';
import type { DriverRoles } from '../../src/contracts/project.ts';
import type { Panel } from '../../src/forecasting/index.ts';
import { randomStream } from '../../src/forecasting/random.ts';

export interface PanelOptions {
  readonly stores?: number;
  readonly items?: number;
  readonly weeks?: number;
  /** Default: the last week but four. */
  readonly cutoffIndex?: number;
  readonly roles?: DriverRoles;
  readonly seed?: number;
  /** Share of weeks without units. */
  readonly missingShare?: number;
  /** Share of weeks with zero units. */
  readonly zeroShare?: number;
}

/**
 * A panel whose units follow price and promotion with noise: units = level · price^-2 · 3^deal · noise. Complete, except for the
 * share of missing weeks asked for; the same for the same seed.
 */
export function makePanel(options: PanelOptions = {}): Panel {
  const { stores = 3, items = 2, weeks = 60, seed = 1, missingShare = 0, zeroShare = 0 } = options;
  const cutoffIndex = options.cutoffIndex ?? weeks - 5;
  const random = randomStream(seed, 'panel');
  const nSeries = stores * items;
  const units = new Float64Array(nSeries * weeks).fill(Number.NaN);
  const price = new Float64Array(nSeries * weeks);
  const deal = new Float64Array(nSeries * weeks);
  const temperature = new Float64Array(nSeries * weeks);
  for (let s = 0; s < nSeries; s++) {
    const level = 20 * (1 + (s % items)) * (1 + Math.floor(s / items));
    for (let w = 0; w < weeks; w++) {
      const cell = s * weeks + w;
      deal[cell] = random() < 0.2 ? 1 : 0;
      price[cell] = (deal[cell] === 1 ? 1.5 : 2) + 0.1 * random();
      temperature[cell] = 10 + 10 * Math.sin(w / 8);
      const noise = Math.exp(0.3 * (random() + random() + random() - 1.5));
      const sold = Math.round(level * (price[cell] / 2) ** -2 * 3 ** deal[cell] * noise);
      const fate = random();
      if (w > cutoffIndex || fate < missingShare) continue;
      units[cell] = fate < missingShare + zeroShare ? 0 : sold;
    }
  }
  return {
    region: 'test',
    format: 'large',
    weeks: Array.from({ length: weeks }, (_, w) => addWeeks('2024-01-01', w)),
    cutoffIndex,
    stores: Array.from({ length: stores }, (_, i) => `store-${i}`),
    items: Array.from({ length: items }, (_, i) => `item-${i}`),
    seriesStore: Int32Array.from({ length: nSeries }, (_, s) => Math.floor(s / items)),
    seriesItem: Int32Array.from({ length: nSeries }, (_, s) => s % items),
    units,
    knownAhead: { price, deal, temperature },
    observed: {},
    roles: options.roles ?? { price: 'price', promotions: ['deal'] },
    storeAttributes: { income: Float64Array.from({ length: stores }, (_, i) => 10 + i) },
    itemCategories: { brand: Array.from({ length: items }, (_, i) => `brand-${i % 2}`) },
  };
}

/** A panel of one row of weekly units per series, stores × items in order, without drivers. */
export function panelOfUnits(
  rows: readonly (readonly number[])[],
  { items = 1, cutoffIndex }: { readonly items?: number; readonly cutoffIndex?: number } = {},
): Panel {
  const weeks = rows[0]!.length;
  const stores = rows.length / items;
  return {
    ...makePanel({ stores, items, weeks, cutoffIndex: cutoffIndex ?? weeks - 1 }),
    units: Float64Array.from(rows.flat()),
    knownAhead: {},
    roles: { promotions: [] },
    storeAttributes: {},
    itemCategories: {},
  };
}

export const missing = Number.NaN;
