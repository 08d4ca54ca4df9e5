import { createDuckDbTableEngine } from '../adapters/duckdb/duckdb-table-engine.ts';
import { rowCount, type RowRange, type RowSums, type SumsRequest } from '../ports/table-engine.ts';

/** A row of a table, by column. */
export type TableRow = Readonly<Record<string, string | number | null>>;

type Conditions = Readonly<Record<string, string | readonly string[]>>;

/** Reads the rows of a Parquet file whose columns have these values, or one of several; some of the rows, or all. */
export type RowReader = (path: string, conditions: Conditions, range?: RowRange) => Promise<readonly TableRow[]>;

/** Adds up columns over such rows, by the values of another column. */
type RowAdder = (
  path: string,
  conditions: Conditions,
  sums: Pick<SumsRequest, 'by' | 'of'>,
) => Promise<readonly RowSums[]>;

export interface TableReader {
  readonly readRows: RowReader;
  readonly sumRows: RowAdder;
}

/** A reader that keeps its engine, but nothing that it has read, for a process that reads often. */
export async function openTableReader(): Promise<TableReader> {
  const tables = await createDuckDbTableEngine({ keepsFiles: false });
  const filters = (conditions: Conditions) =>
    Object.entries(conditions).map(([column, value]) => ({ column, in: [value].flat() }));
  return {
    async readRows(path, conditions, range) {
      const columns = await tables.readParquet(path, { where: filters(conditions), ...(range ? { range } : {}) });
      return Array.from({ length: rowCount(columns) }, (_, row) =>
        Object.fromEntries(
          Object.entries(columns).map(([name, values]) => {
            const value = values[row] ?? null;
            return [name, typeof value === 'number' && Number.isNaN(value) ? null : value];
          }),
        ),
      );
    },
    sumRows: (path, conditions, sums) => tables.sumRows(path, { ...sums, where: filters(conditions) }),
  };
}

/** The same, once: for a command. */
export const readRows: RowReader = async (...of) => (await openTableReader()).readRows(...of);
export const sumRows: RowAdder = async (...of) => (await openTableReader()).sumRows(...of);
