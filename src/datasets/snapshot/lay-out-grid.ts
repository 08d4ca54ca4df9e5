import type { Week } from '../../contracts/week.ts';
import { NoDataError } from '../errors.ts';
import { seriesKey } from './fill-units.ts';
import type { AttributeRow } from './read-attributes.ts';
import type { Shipments } from './read-shipments.ts';
import { createSeriesGrid, type Series, type SeriesGrid } from './series-grid.ts';

/** The grid of all series with sales up to the cutoff, from the first week of any of them. Throws `NoDataError`. */
export function layOutGrid(
  shipments: Shipments,
  stores: ReadonlyMap<string, AttributeRow>,
  scope: { readonly region: string; readonly cutoff: Week; readonly horizonWeeks: number },
): SeriesGrid {
  const series = new Map<string, Series>();
  let first: Week | undefined;
  for (const rows of shipments.files) {
    for (let row = 0; row < rows.units.length; row += 1) {
      const store = rows.stores[row] ?? '';
      const item = rows.items[row] ?? '';
      const week = rows.weeks[row] ?? '';
      if (first === undefined || week < first) first = week;
      const key = seriesKey(store, item);
      if (!series.has(key)) series.set(key, { format: String(stores.get(store)?.['format']), store, item });
    }
  }
  if (first === undefined) throw new NoDataError({ ...scope, missing: 'shipments' });
  return createSeriesGrid([...series.values()], { ...scope, first });
}
