import { createReadStream, createWriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import { openRowExport, type RowExport } from '../adapters/duckdb/export-rows.ts';
import { loadTextTable } from '../adapters/duckdb/text-table.ts';
import { longestText } from '../adapters/xlsx/cells.ts';
import { writeWorkbook } from '../adapters/xlsx/write-workbook.ts';
import { TextTooLongError } from '../ports/row-export.ts';
import type { ExportReply, ExportRequest } from './export-messages.ts';
import { factsOf } from './error-facts.ts';
import { removeOwnScratch } from './scratch-folder.ts';
import { bytesOfTextTable } from './text-table-bytes.ts';

/** Process of an export: takes a request over IPC, says that it begins or why not, and writes the file to standard output. */

// Nobody reads any more.
process.on('disconnect', leave);
/** Standard output. Not `process.stdout`, whose writes block this process where the reader is slow. */
const output = createWriteStream('', { fd: 1 }).on('error', leave);

function leave(): void {
  removeOwnScratch();
  process.kill(process.pid, 'SIGKILL');
}

function reply(message: ExportReply): void {
  process.send?.(message);
}

/** Says how it ended, and goes: the end of the channel is the end of this process. */
function replyLast(message: ExportReply): void {
  process.send?.(message, () => process.disconnect());
}

/** Writes a file first, since the engine does not write to pipes, and passes it on. */
async function passOn(write: (path: string) => Promise<void>): Promise<void> {
  const path = join(tmpdir(), 'export');
  await write(path);
  reply({ kind: 'begins' });
  await pipeline(createReadStream(path), output);
}

const write: Readonly<Record<ExportRequest['as'], (rows: RowExport, request: ExportRequest) => Promise<void>>> = {
  csv: (rows) => passOn((path) => rows.toCsv(path)),
  parquet: (rows) => passOn((path) => rows.toParquet(path)),
  async xlsx(rows, { name, dates }) {
    // Half of what a cell holds: the engine counts characters, spreadsheets count pairs of some as two.
    const long = (await rows.longTexts(Math.floor(longestText / 2))).find(({ text }) => text.length > longestText);
    if (long) throw new TextTooLongError({ column: long.column, length: long.text.length, longest: longestText });
    reply({ kind: 'begins' });
    await writeWorkbook(output, rows.columns, rows.batches(), { name, dates });
    await finished(output);
  },
  async texts(_rows, { path }) {
    const table = await loadTextTable(path);
    reply({ kind: 'begins' });
    await pipeline(bytesOfTextTable(table), output);
  },
};

process.once('message', (request: ExportRequest) => {
  openRowExport(request.path, request.where)
    .then(async (rows) => {
      await write[request.as](rows, request);
      rows.close();
      replyLast({ kind: 'done' });
    })
    .catch((error: unknown) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      replyLast({ kind: 'failed', errorName: name, message, facts: error instanceof Error ? factsOf(error) : {} });
    });
});
