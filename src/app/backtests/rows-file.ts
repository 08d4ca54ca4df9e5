import { fromCSVStream } from 'arquero';
import type { ComparedName } from '../../contracts/experiment.ts';
import type { BacktestFile } from '../../experiments/compare-backtests.ts';
import { keyColumns } from '../../experiments/pair-rows.ts';
import { refusal } from '../refusal.ts';
import type { UploadedFile } from '../uploaded-file.ts';

/** Reads the rows of a backtest. Throws `Refusal` where the file is of another kind, or has no column of the forecaster. */
export async function readRowsFile(uploaded: UploadedFile, forecaster: ComparedName): Promise<BacktestFile> {
  const { name: file } = uploaded;
  const { rows, columns } = await parse(uploaded);
  const missing = [...keyColumns, 'actual'].filter((name) => !columns[name]);
  if (missing.length > 0) throw refusal('rows-without-columns', { file, missing });
  if (rows === 0) throw refusal('rows-missing', { file });
  if (!columns[forecaster]) throw refusal('rows-without-forecaster', { file, forecaster });
  for (const name of ['actual', forecaster]) checkNumbers(file, name, columns[name] ?? []);
  return { file, rows, columns };
}

async function parse({ name: file, bytes }: UploadedFile): Promise<Omit<BacktestFile, 'file'>> {
  try {
    const table = await fromCSVStream(streamOf(textOf(bytes)), { autoType: false });
    const names = table.columnNames();
    const column = (name: string) =>
      Array.from(table.array(name) as ArrayLike<string | undefined>, (cell) => cell ?? '');
    return { rows: table.numRows(), columns: Object.fromEntries(names.map((name) => [name, column(name)])) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refusal('rows-unreadable', { file, reason }, { cause });
  }
}

/** As the browser's types know it too: they lack `ReadableStream.from`, and the dashboard's type check reads this file. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<string> {
  return new ReadableStream({
    async pull(controller) {
      const piece = await pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(piece.value);
    },
  });
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function checkNumbers(file: string, column: string, values: readonly string[]): void {
  const row = values.findIndex((cell) => !Number.isFinite(Number(cell)));
  if (row !== -1) throw refusal('rows-not-numbers', { file, row: row + 1, column, value: values[row] ?? '' });
}
