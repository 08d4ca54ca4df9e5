import type { ColumnTable } from 'arquero';

/** The file is as it should be. */
export function conditionItems(table: ColumnTable): ColumnTable {
  return table;
}
