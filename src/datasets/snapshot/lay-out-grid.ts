import { isoDateOfEpochDay, type Week } from '../../contracts/week.ts';
import { NoDataError } from '../errors.ts';
import type { AttributeRow } from './read-attributes.ts';
import type { Shipments } from './read-shipments.ts';
import { createSeriesGrid, type Series, type SeriesGrid } from './series-grid.ts';

/** The grid of all series with sales up to the cutoff, from the first week of any of them. Throws `NoDataError`. */
export function layOutGrid(
  { rows, stores: storeNames, items }: Shipments,
  stores: ReadonlyMap<string, AttributeRow>,
  scope: { readonly region: string; readonly cutoff: Week; readonly horizonWeeks: number },
): SeriesGrid {
  const sold = new Uint8Array(storeNames.length * items.length);
  let first = Infinity;
  for (let row = 0; row < rows.units.length; row += 1) {
    sold[rows.store[row]! * items.length + rows.item[row]!] = 1;
    if (rows.day[row]! < first) first = rows.day[row]!;
  }
  if (first === Infinity) throw new NoDataError({ ...scope, missing: 'shipments' });
  const series: Series[] = [];
  storeNames.forEach((store, storeCode) => {
    const format = String(stores.get(store)?.['format']);
    items.forEach((item, itemCode) => {
      if (sold[storeCode * items.length + itemCode] === 1) series.push({ format, store, item });
    });
  });
  return createSeriesGrid(series, { ...scope, first: isoDateOfEpochDay(first) });
}
