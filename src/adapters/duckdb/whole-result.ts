import type { DuckDBConnection } from '@duckdb/node-api';

/** A result that ended before its last row: the engine does not say why. */
class CutShortError extends Error {
  override readonly name = 'CutShortError';
  readonly read: number;
  readonly rows: number;

  constructor(read: number, rows: number) {
    super(
      `${read} of ${rows} rows could be read; the file may be damaged, or a value may have another type than its column`,
    );
    this.read = read;
    this.rows = rows;
  }
}

/** How many rows a query has. @param from what follows the selected columns */
export async function countRows(connection: DuckDBConnection, from: string): Promise<number> {
  const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER ${from}`);
  return Number(counted.getRows()[0]![0]);
}

/**
 * To be called after the last row of a stream: one that fails on the way ends like one that has no more.
 *
 * @throws CutShortError where there are fewer rows than were counted
 */
export function checkComplete(read: number, rows: number): void {
  if (read !== rows) throw new CutShortError(read, rows);
}
