import { escape, type ColumnTable } from 'arquero';
import { parseNumber } from 'shelfcast';

type RawStore = Readonly<Record<'squareMetres', string>>;

/** Which region and format a store is of. Its numbers become attributes that models learn from. */
export function conditionStores(table: ColumnTable): ColumnTable {
  return table.derive({ squareMetres: escape((row: RawStore) => parseNumber(row.squareMetres)) });
}
