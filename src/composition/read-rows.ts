import { createDuckDbTableEngine } from '../adapters/duckdb/duckdb-table-engine.ts';
import { rowCount, type RowRange, type TableEngine } from '../ports/table-engine.ts';

/** A row of a table, by column. */
export type TableRow = Readonly<Record<string, string | number | null>>;

/** The rows of a Parquet file whose columns have these values; some of them, or all. */
export async function readRows(
  path: string,
  conditions: Readonly<Record<string, string>>,
  range?: RowRange,
  tables?: TableEngine,
): Promise<readonly TableRow[]> {
  const engine = tables ?? (await createDuckDbTableEngine());
  const where = Object.entries(conditions).map(([column, value]) => ({ column, in: [value] }));
  const columns = await engine.readParquet(path, { where, ...(range ? { range } : {}) });
  return Array.from({ length: rowCount(columns) }, (_, row) =>
    Object.fromEntries(
      Object.entries(columns).map(([name, values]) => {
        const value = values[row] ?? null;
        return [name, typeof value === 'number' && Number.isNaN(value) ? null : value];
      }),
    ),
  );
}
