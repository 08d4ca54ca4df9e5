import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber } from 'shelfcast';
import { isoDate } from './week.ts';

type RawPrice = Readonly<Record<'Store' | 'Product' | 'Week of' | 'Price' | 'Deal', string>>;

/** Prices and deals by store, item and week: `$2.50` is 2.5, `yes` is 1. */
export function conditionPrices(table: ColumnTable): ColumnTable {
  return table
    .derive({
      store: escape((row: RawPrice) => row.Store),
      item: escape((row: RawPrice) => row.Product),
      week: escape((row: RawPrice) => isoDate(row['Week of'])),
      price: escape((row: RawPrice) => parseNumber(row.Price.replace('$', ''))),
      deal: escape((row: RawPrice) => (row.Deal === 'yes' ? 1 : 0)),
    })
    .select('store', 'item', 'week', 'price', 'deal', lineColumn);
}
