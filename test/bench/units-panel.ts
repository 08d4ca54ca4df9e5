import { addWeeks } from '../../src/contracts/week.ts';
import type { Panel } from '../../src/forecasting/index.ts';

/** A panel of one store, an item per row of units, for what looks at units alone. The cutoff is the last week. */
export function unitsPanel(units: readonly (readonly number[])[]): Panel {
  const nWeeks = units[0]!.length;
  return {
    region: 'east',
    format: 'large',
    weeks: Array.from({ length: nWeeks }, (_, week) => addWeeks('2024-01-01', week)),
    cutoffIndex: nWeeks - 1,
    stores: ['s1'],
    items: units.map((_, item) => `i${item + 1}`),
    seriesStore: new Int32Array(units.length),
    seriesItem: Int32Array.from(units.keys()),
    units: Float64Array.from(units.flat()),
    knownAhead: {},
    observed: {},
    roles: { promotions: [] },
    storeAttributes: {},
    itemCategories: {},
  };
}
