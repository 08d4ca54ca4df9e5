import type { DuckDBConnection } from '@duckdb/node-api';
import type { RowSums, SumsRequest } from '../../ports/table-engine.ts';
import { columnsOf } from './compare-rows.ts';
import { identifier, pathLiteral, whereClause } from './sql.ts';

/** Adds up columns of a Parquet file by the values of another; the rows are never in memory as values. */
export async function sumRows(
  connection: DuckDBConnection,
  path: string,
  { by, of, where }: SumsRequest,
): Promise<readonly RowSums[]> {
  const known = await columnsOf(connection, path);
  const summed = of.filter((column) => known.includes(column));
  // A missing number is NULL, or NaN where a table was made elsewhere.
  const sums = summed.map((column) => {
    return `coalesce(sum(${identifier(column)}) FILTER (NOT isnan(${identifier(column)}::DOUBLE)), 0)::DOUBLE`;
  });
  const result = await connection.runAndReadAll(`
    SELECT ${identifier(by)}::VARCHAR AS value, ${['count(*)::DOUBLE', ...sums].join(', ')}
    FROM read_parquet(${pathLiteral(path)}) ${whereClause(where)} GROUP BY value ORDER BY value`);
  return result.getRows().map(([value, rows, ...totals]) => ({
    value: String(value),
    rows: Number(rows),
    sums: Object.fromEntries(summed.map((column, index) => [column, Number(totals[index])])),
  }));
}
