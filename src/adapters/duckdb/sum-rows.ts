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
  const wanted = Object.entries(of)
    .map(([name, columns]) => ({ name, columns: columns.filter((column) => known.includes(column)) }))
    .filter(({ columns }) => columns.length > 0);
  const sums = wanted.map(({ columns }) => `coalesce(sum(coalesce(${columns.map(numberIn).join(', ')})), 0)::DOUBLE`);
  const result = await connection.runAndReadAll(`
    SELECT ${identifier(by)}::VARCHAR, ${['count(*)::DOUBLE', ...sums].join(', ')}
    FROM read_parquet(${pathLiteral(path)}) ${whereClause(where)} GROUP BY 1 ORDER BY 1`);
  return result.getRows().flatMap(([value, rows, ...totals]) => {
    if (typeof value !== 'string') return [];
    const named = wanted.map(({ name }, index) => [name, Number(totals[index])]);
    return [{ value, rows: Number(rows), sums: Object.fromEntries(named) as RowSums['sums'] }];
  });
}

/** A missing number is NULL, or NaN where a table was made elsewhere. */
function numberIn(column: string): string {
  return `CASE WHEN NOT isnan(${identifier(column)}::DOUBLE) THEN ${identifier(column)} END`;
}
