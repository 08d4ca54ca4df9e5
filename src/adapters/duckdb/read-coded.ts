import { DuckDBDoubleVector, DuckDBIntegerVector, type DuckDBConnection, type DuckDBDataChunk } from '@duckdb/node-api';
import { noCode, noDay, type CodedRequest, type CodedRows } from '../../ports/table-engine.ts';
import { identifier, literal, pathList, whereClause } from './sql.ts';
import { checkComplete, countRows } from './whole-result.ts';

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
  const from = `FROM read_parquet(${pathList(paths)}) ${whereClause(where)}`;
  const rows = await countRows(connection, from);
  const integers = Array.from({ length: 1 + Object.keys(codes).length + days.length }, () => new Int32Array(rows));
  const doubles = numbers.map(() => new Float64Array(rows));
  const missing = integers.map((_, place) => (place <= Object.keys(codes).length ? noCode : noDay));
  // A part at a time: the whole result at once would be held by the engine, which keeps the memory.
  const result = await connection.stream(`SELECT ${selected.join(', ')} ${from}`);
  let row = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const part = chunk;
    integers.forEach((column, place) => readIntegers(part, place, column, row, missing[place]!));
    doubles.forEach((column, place) => readDoubles(part, integers.length + place, column, row));
    row += chunk.rowCount;
  }
  checkComplete(row, rows);
  let next = 0;
  return {
    rows,
    file: integers[next++]!,
    codes: Object.fromEntries(Object.keys(codes).map((name) => [name, integers[next++]!])),
    days: Object.fromEntries(days.map((name) => [name, integers[next++]!])),
    numbers: Object.fromEntries(numbers.map((name, place) => [name, doubles[place]!])),
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

function readIntegers(chunk: DuckDBDataChunk, index: number, into: Int32Array, first: number, missing: number): void {
  const vector = chunk.getColumnVector(index);
  if (!(vector instanceof DuckDBIntegerVector)) throw new TypeError('an INTEGER column came without its vector');
  // Asked for once: the chunk asks the engine each time.
  const count = chunk.rowCount;
  for (let row = 0; row < count; row += 1) into[first + row] = vector.getItem(row) ?? missing;
}

function readDoubles(chunk: DuckDBDataChunk, index: number, into: Float64Array, first: number): void {
  const vector = chunk.getColumnVector(index);
  if (!(vector instanceof DuckDBDoubleVector)) throw new TypeError('a DOUBLE column came without its vector');
  const count = chunk.rowCount;
  for (let row = 0; row < count; row += 1) into[first + row] = vector.getItem(row) ?? Number.NaN;
}
