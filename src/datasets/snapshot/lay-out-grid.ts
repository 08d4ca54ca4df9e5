import { isoDateOfEpochDay, type Week } from '../../contracts/week.ts';
import { NoDataError } from '../errors.ts';
import type { ListedAhead } from './listed-ahead.ts';
import type { AttributeRow } from './read-attributes.ts';
import type { Shipments } from './read-shipments.ts';
import { createSeriesGrid, type Series, type SeriesGrid } from './series-grid.ts';

/**
 * The grid of all series with rows of shipments up to the cutoff and of those that are planned, from the first week of any row. A
 * format that has sold nothing has no planned series either: there is nothing to learn from. Throws `NoDataError`.
 */
export async function layOutGrid(
  { rows, stores: storeNames, items }: Shipments,
  stores: ReadonlyMap<string, AttributeRow>,
  listed: ListedAhead | undefined,
  scope: { readonly region: string; readonly cutoff: Week; readonly horizonWeeks: number },
): Promise<SeriesGrid> {
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
  const known = new Set(series.map(({ store, item }) => `${store}\n${item}`));
  const firstWeek = isoDateOfEpochDay(first);
  const planned = (await listed?.planned((...pair) => known.has(pair.join('\n')), firstWeek)) ?? [];
  const formats = new Set(series.map(({ format }) => format));
  for (const [store, item] of planned) {
    const format = String(stores.get(store)?.['format']);
    if (formats.has(format)) series.push({ format, store, item });
  }
  return createSeriesGrid(series, { ...scope, first: firstWeek });
}
