import { escape, type ColumnTable } from 'arquero';
import { lineColumn, parseNumber, type ConditionerContext } from 'shelfcast';
import { storeNumber } from './forms.ts';

type RawReturn = Readonly<Record<'store' | 'sku' | 'weekEnding' | 'returned', string>>;

/** Returns, from the drivers' handhelds: JSON lines, stores in lower case. */
export function conditionReturns(table: ColumnTable, context: ConditionerContext): ColumnTable {
  return table
    .derive({
      store: escape((row: RawReturn) => storeNumber(row.store)),
      item: escape((row: RawReturn) => row.sku),
      week: escape((row: RawReturn) => context.weekOf(row.weekEnding)),
      units: escape((row: RawReturn) => parseNumber(row.returned)),
    })
    .select('store', 'item', 'week', 'units', lineColumn);
}
