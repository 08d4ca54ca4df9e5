import { createReadStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { fromCSVStream } from 'arquero';
import type { ComparedName } from '../../contracts/experiment.ts';
import type { BacktestFile } from '../../experiments/compare-backtests.ts';
import { keyColumns } from '../../experiments/pair-rows.ts';
import { UsageError } from '../usage.ts';

const wayOut = (file: string): string => `write one with: shelfcast backtest --format csv --rows -o ${file}`;

/**
 * Reads a file of `backtest --format csv --rows`. Throws `UsageError` where there is none, where it is another kind of file, and where
 * the forecaster has no column in it.
 */
export async function readRowsFile(file: string, forecaster: ComparedName): Promise<BacktestFile> {
  if (!existsSync(file)) throw new UsageError(`${file} does not exist; ${wayOut(file)}`);
  const { rows, columns } = await parse(file);
  const missing = [...keyColumns, 'actual'].filter((name) => !columns[name]);
  if (missing.length > 0) {
    throw new UsageError(
      `${file} has no rows of a backtest: it lacks the columns ${missing.join(', ')}; ${wayOut(file)}`,
    );
  }
  if (rows === 0) throw new UsageError(`${file} has no rows; ${wayOut(file)}`);
  if (!columns[forecaster]) {
    throw new UsageError(`${file} has no column ${forecaster}: nothing was fitted for it, or the file is an older one`);
  }
  for (const name of ['actual', forecaster]) checkNumbers(file, name, columns[name] ?? []);
  return { file, rows, columns };
}

async function parse(file: string): Promise<Omit<BacktestFile, 'file'>> {
  try {
    const stream = Readable.toWeb(createReadStream(file, 'utf8')) as ReadableStream<string>;
    const table = await fromCSVStream(stream, { autoType: false });
    const names = table.columnNames();
    const column = (name: string) =>
      Array.from(table.array(name) as ArrayLike<string | undefined>, (cell) => cell ?? '');
    return { rows: table.numRows(), columns: Object.fromEntries(names.map((name) => [name, column(name)])) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${file} cannot be read as CSV (${reason}); ${wayOut(file)}`, { cause });
  }
}

function checkNumbers(file: string, name: string, column: readonly string[]): void {
  const row = column.findIndex((cell) => !Number.isFinite(Number(cell)));
  if (row === -1) return;
  throw new UsageError(
    `${file} row ${row + 1} has "${column[row]}" as ${name}, which is not a number; ${wayOut(file)}`,
  );
}
