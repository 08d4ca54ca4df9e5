import {
  DuckDBDoubleVector,
  DuckDBTypeId,
  type DuckDBDataChunk,
  type DuckDBMaterializedResult,
  type DuckDBResult,
} from '@duckdb/node-api';
import type { NumberColumn, TextColumn } from '../../ports/table-engine.ts';
import { checkComplete } from './whole-result.ts';

/** All rows of a result as columns: DOUBLE as `Float64Array` with NaN for NULL, VARCHAR as strings. */
export async function readColumns(
  result: DuckDBResult | DuckDBMaterializedResult,
): Promise<Record<string, TextColumn | NumberColumn>> {
  const chunks: DuckDBDataChunk[] = await result.fetchAllChunks();
  const rows = chunks.reduce((total, chunk) => total + chunk.rowCount, 0);
  const columns: Record<string, TextColumn | NumberColumn> = {};
  result.columnNames().forEach((name, index) => {
    columns[name] =
      result.columnTypeId(index) === DuckDBTypeId.DOUBLE
        ? numbers(chunks, index, rows)
        : chunks.flatMap((chunk) => chunk.getColumnValues(index) as (string | null)[]);
  });
  return columns;
}

function numbers(chunks: readonly DuckDBDataChunk[], index: number, rows: number): NumberColumn {
  const values = new Float64Array(rows);
  let offset = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index);
    if (!(vector instanceof DuckDBDoubleVector)) throw new TypeError('a DOUBLE column came without a double vector');
    // Asked for once: the chunk asks the engine each time.
    const count = chunk.rowCount;
    for (let row = 0; row < count; row += 1) values[offset + row] = vector.getItem(row) ?? Number.NaN;
    offset += count;
  }
  return values;
}

/**
 * The rows of a result of texts, in tables of limited size; at least one table, which may have none.
 *
 * @param rows how many there are
 * @throws CutShortError where the result ends before
 */
export async function* textTables(
  result: DuckDBResult,
  tableRows: number,
  rows: number,
): AsyncGenerator<Readonly<Record<string, TextColumn>>> {
  const names = result.columnNames();
  let columns = names.map((): (string | null)[] => []);
  let given = false;
  let read = 0;
  const table = () => Object.fromEntries(names.map((name, index) => [name, columns[index]!]));
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    if (columns[0]!.length + chunk.rowCount > tableRows && columns[0]!.length > 0) {
      yield table();
      given = true;
      columns = names.map(() => []);
    }
    for (const [index, column] of columns.entries()) chunk.appendColumnValues(index, column);
    read += chunk.rowCount;
  }
  checkComplete(read, rows);
  if (!given || columns[0]!.length > 0) yield table();
}
