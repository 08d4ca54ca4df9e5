import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';
import { isoDate } from './week.ts';

type RawSale = Readonly<Record<'Store' | 'Product' | 'Week of' | 'Qty', string>>;

/** Raw sales, all columns as text, to standard rows: store, item, week, units. */
export function conditionSales(table: ColumnTable): ColumnTable {
  return table
    .derive({
      store: escape((row: RawSale) => row.Store),
      item: escape((row: RawSale) => row.Product),
      week: escape((row: RawSale) => isoDate(row['Week of'])),
      units: escape((row: RawSale) => parseNumber(row.Qty)),
    })
    .select('store', 'item', 'week', 'units', lineColumn);
}
