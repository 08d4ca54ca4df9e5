import type { DuckDBConnection } from '@duckdb/node-api';
import type { RowBalance, RowChanges, TableEngine } from '../../ports/table-engine.ts';
import { identifier, pathLiteral } from './sql.ts';

/** Counts the rows of two Parquet files that were added, changed or removed; the tables are never in memory as values. */
export async function compareRows(
  connection: DuckDBConnection,
  before: string,
  after: string,
  { key, by }: Parameters<TableEngine['compareRows']>[2],
): Promise<readonly RowChanges[]> {
  const columns = (await commonColumns(connection, before, after)).filter((column) => !key.includes(column));
  const differs = columns.map((column) => `b.${identifier(column)} IS DISTINCT FROM a.${identifier(column)}`);
  const joined = key.map((column) => `b.${identifier(column)} = a.${identifier(column)}`).join(' AND ');
  const [oldKey, newKey] = [`b.${identifier(by)}`, `a.${identifier(by)}`];
  const result = await connection.runAndReadAll(`
    SELECT coalesce(${newKey}, ${oldKey}) AS value,
      count(*) FILTER (${oldKey} IS NULL)::DOUBLE AS added,
      count(*) FILTER (${oldKey} IS NOT NULL AND ${newKey} IS NOT NULL AND (${['false', ...differs].join(' OR ')}))::DOUBLE AS changed,
      count(*) FILTER (${newKey} IS NULL)::DOUBLE AS removed
    FROM read_parquet(${pathLiteral(before)}) b FULL OUTER JOIN read_parquet(${pathLiteral(after)}) a ON ${joined}
    GROUP BY ALL HAVING added + changed + removed > 0 ORDER BY value`);
  return result.getRows().map(([value, added, changed, removed]) => {
    return { value: String(value), added: Number(added), changed: Number(changed), removed: Number(removed) };
  });
}

/** Counts the rows of each of two Parquet files that have no equal in the other. */
export async function balanceRows(
  connection: DuckDBConnection,
  before: string,
  after: string,
  without: readonly string[],
): Promise<RowBalance> {
  const columns = (await commonColumns(connection, before, after)).filter((column) => !without.includes(column));
  const rows = (path: string) =>
    `SELECT ${['0', ...columns.map(identifier)].join(', ')} FROM read_parquet(${pathLiteral(path)})`;
  const beyond = async (one: string, other: string): Promise<number> => {
    const result = await connection.runAndReadAll(
      `SELECT count(*)::DOUBLE FROM (${rows(one)} EXCEPT ALL ${rows(other)})`,
    );
    return Number(result.getRows()[0]?.[0]);
  };
  return { added: await beyond(after, before), removed: await beyond(before, after) };
}

/** The columns that two Parquet files have in common, in the order of the second. */
async function commonColumns(connection: DuckDBConnection, before: string, after: string): Promise<readonly string[]> {
  const old = new Set(await columnsOf(connection, before));
  return (await columnsOf(connection, after)).filter((column) => old.has(column));
}

/** The columns of a Parquet file, in their order. */
export async function columnsOf(connection: DuckDBConnection, path: string): Promise<readonly string[]> {
  return (await connection.run(`SELECT * FROM read_parquet(${pathLiteral(path)}) LIMIT 0`)).columnNames();
}
