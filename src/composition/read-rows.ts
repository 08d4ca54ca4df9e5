import { createDuckDbTableEngine } from '../adapters/duckdb/duckdb-table-engine.ts';
import { rowCount, type RowRange } from '../ports/table-engine.ts';

/** A row of a table, by column. */
export type TableRow = Readonly<Record<string, string | number | null>>;

/** Reads the rows of a Parquet file whose columns have these values, or one of several; some of the rows, or all. */
export type RowReader = (
  path: string,
  conditions: Readonly<Record<string, string | readonly string[]>>,
  range?: RowRange,
) => Promise<readonly TableRow[]>;

/** A reader that keeps its engine, but nothing that it has read, for a process that reads often. */
export async function openRowReader(): Promise<RowReader> {
  const tables = await createDuckDbTableEngine({ keepsFiles: false });
  return async (path, conditions, range) => {
    const where = Object.entries(conditions).map(([column, value]) => ({ column, in: [value].flat() }));
    const columns = await tables.readParquet(path, { where, ...(range ? { range } : {}) });
    return Array.from({ length: rowCount(columns) }, (_, row) =>
      Object.fromEntries(
        Object.entries(columns).map(([name, values]) => {
          const value = values[row] ?? null;
          return [name, typeof value === 'number' && Number.isNaN(value) ? null : value];
        }),
      ),
    );
  };
}

/** The same, once: for a command. */
export const readRows: RowReader = async (path, conditions, range) => (await openRowReader())(path, conditions, range);
