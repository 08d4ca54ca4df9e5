import { escape, startswith, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';
import { startOfDominicksWeek } from './dominicks-week.ts';

type FoldedPrice = Readonly<Record<'week' | 'priceColumn' | 'price', string>>;

/** Price rows: the file has one row per store and week with `price1` … `price11`, the standard table one per item. */
export function conditionPrices(table: ColumnTable): ColumnTable {
  return table
    .fold(startswith('price'), { as: ['priceColumn', 'price'] })
    .derive({
      item: escape((row: FoldedPrice) => row.priceColumn.slice('price'.length)),
      week: escape((row: FoldedPrice) => startOfDominicksWeek(row.week)),
      price: escape((row: FoldedPrice) => parseNumber(row.price)),
    })
    .select('store', 'item', 'week', 'price', lineColumn);
}
