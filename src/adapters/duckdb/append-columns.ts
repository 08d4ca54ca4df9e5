import { DOUBLE, DuckDBDataChunk, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { rowCount, type Columns } from '../../ports/table-engine.ts';
import { identifier } from './sql.ts';

/** DuckDB's vector size: what a data chunk holds at most. */
const chunkRows = 2048;

/** Fills a new temporary table, which lives as long as the connection. */
export async function appendColumns(connection: DuckDBConnection, table: string, columns: Columns): Promise<void> {
  const entries = Object.entries(columns);
  const definitions = entries.map(
    ([name, values]) => `${identifier(name)} ${values instanceof Float64Array ? 'DOUBLE' : 'VARCHAR'}`,
  );
  await connection.run(`CREATE TEMP TABLE ${identifier(table)} (${definitions.join(', ')})`);
  const types = entries.map(([, values]) => (values instanceof Float64Array ? DOUBLE : VARCHAR));
  const rows = rowCount(columns);
  const appender = await connection.createAppender(table);
  try {
    for (let start = 0; start < rows; start += chunkRows) {
      const end = Math.min(rows, start + chunkRows);
      const chunk = DuckDBDataChunk.create(types, end - start);
      entries.forEach(([, values], index) => {
        const slice =
          values instanceof Float64Array
            ? Array.from(values.subarray(start, end), (value) => (Number.isNaN(value) ? null : value))
            : values.slice(start, end);
        chunk.setColumnValues(index, slice);
      });
      appender.appendDataChunk(chunk);
    }
  } finally {
    appender.closeSync();
  }
}
