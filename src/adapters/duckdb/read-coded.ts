import { DuckDBDoubleVector, DuckDBIntegerVector, type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api';
import { noCode, noDay, type CodedRequest, type CodedRows } from '../../ports/table-engine.ts';
import { identifier, literal, pathList, whereClause } from './sql.ts';

/**
 * Reads rows without making a text of any value: texts become codes and days within DuckDB, so that a row costs a few numbers.
 */
export async function readCoded(
  connection: DuckDBConnection,
  paths: readonly string[],
  { codes, days, numbers, where }: CodedRequest,
): Promise<CodedRows> {
  const selected = [
    'file_index::INTEGER',
    ...Object.entries(codes).map(([name, texts]) => codeOf(name, texts)),
    ...days.map(dayOf),
    ...numbers.map((name) => `${identifier(name)}::DOUBLE`),
  ];
  const result = await connection.run(
    `SELECT ${selected.join(', ')} FROM read_parquet(${pathList(paths)}) ${whereClause(where)}`,
  );
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((total, chunk) => total + chunk.rowCount, 0);
  let next = 0;
  const integers = (missing: number) => integerColumn(chunks, next++, rows, missing);
  return {
    rows,
    file: integers(noCode),
    codes: Object.fromEntries(Object.keys(codes).map((name) => [name, integers(noCode)])),
    days: Object.fromEntries(days.map((name) => [name, integers(noDay)])),
    numbers: Object.fromEntries(numbers.map((name) => [name, doubleColumn(chunks, next++, rows)])),
  };
}

/** What there is in no file. */
export function noRows({ codes, days, numbers }: CodedRequest): CodedRows {
  const each = <T>(names: readonly string[], column: () => T) =>
    Object.fromEntries(names.map((name) => [name, column()]));
  return {
    rows: 0,
    file: new Int32Array(0),
    codes: each(Object.keys(codes), () => new Int32Array(0)),
    days: each(days, () => new Int32Array(0)),
    numbers: each(numbers, () => new Float64Array(0)),
  };
}

/** An enumeration's lookup is a hash table, built once for the query. */
function codeOf(name: string, texts: readonly string[]): string {
  if (texts.length === 0) return 'NULL::INTEGER';
  return `enum_code(TRY_CAST(${identifier(name)} AS ENUM(${texts.map(literal).join(', ')})))::INTEGER`;
}

function dayOf(name: string): string {
  return `date_diff('day', DATE '1970-01-01', TRY_CAST(${identifier(name)} AS DATE))::INTEGER`;
}

function integerColumn(chunks: readonly DuckDBDataChunk[], index: number, rows: number, missing: number): Int32Array {
  const values = new Int32Array(rows);
  let offset = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index);
    if (!(vector instanceof DuckDBIntegerVector)) throw new TypeError('an INTEGER column came without its vector');
    // Asked for once: the chunk asks the engine each time.
    const count = chunk.rowCount;
    for (let row = 0; row < count; row += 1) values[offset + row] = vector.getItem(row) ?? missing;
    offset += count;
  }
  return values;
}

function doubleColumn(chunks: readonly DuckDBDataChunk[], index: number, rows: number): Float64Array {
  const values = new Float64Array(rows);
  let offset = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index);
    if (!(vector instanceof DuckDBDoubleVector)) throw new TypeError('a DOUBLE column came without its vector');
    const count = chunk.rowCount;
    for (let row = 0; row < count; row += 1) values[offset + row] = vector.getItem(row) ?? Number.NaN;
    offset += count;
  }
  return values;
}
