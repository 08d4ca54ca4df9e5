import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { AuditHead, AuditRecord } from '../../ports/audit-trail.ts';
import { csvText } from '../../reports/csv.ts';
import { UsageError } from '../usage.ts';

export const auditFormats = ['jsonl', 'csv'] as const;
export type AuditFormat = (typeof auditFormats)[number];

const columns = ['sequence', 'at', 'actor', 'action', 'subject', 'facts', 'previousHash', 'hash'] as const;

/** Writes records to a file, one a line in JSON or as CSV with the facts in JSON. */
export async function writeAuditFile(
  file: string,
  format: AuditFormat,
  trail: AsyncIterable<AuditRecord>,
): Promise<{ readonly records: number; readonly head: AuditHead | undefined }> {
  const stream = createWriteStream(file);
  const write = async (text: string): Promise<void> => {
    if (!stream.write(text)) await once(stream, 'drain');
  };
  let records = 0;
  let head: AuditHead | undefined;
  if (format === 'csv') await write(csvText(columns, []));
  for await (const record of trail) {
    records += 1;
    head = { sequence: record.sequence, hash: record.hash };
    await write(format === 'csv' ? csvLine(record) : `${JSON.stringify(record)}\n`);
  }
  stream.end();
  await finished(stream);
  return { records, head };
}

/** The records of an export, in the format that its first line shows. Throws `UsageError` on a line that is no record. */
export async function* readAuditFile(file: string): AsyncGenerator<AuditRecord> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  let number = 0;
  let isCsv = false;
  for await (const line of lines) {
    number += 1;
    if (number === 1) isCsv = line === columns.join(',');
    if (line === '' || (number === 1 && isCsv)) continue;
    const record = isCsv ? fromCsv(line) : fromJson(line);
    if (!record) throw new UsageError(`line ${number} of ${file}is not an audit record`);
    yield record;
  }
}

/** JSON holds no line breaks as they are, and names of people and segments none at all: a record is a line. */
function csvLine(record: AuditRecord): string {
  const cells = columns.map((column) => (column === 'facts' ? JSON.stringify(record.facts) : record[column]));
  return csvText([], [cells]).slice(1);
}

function fromCsv(line: string): AuditRecord | undefined {
  const cells = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
  );
  if (cells.length !== columns.length) return undefined;
  const texts = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  return fromJson(
    JSON.stringify({ ...texts, sequence: Number(texts['sequence']), facts: parsed(texts['facts'] ?? '') ?? null }),
  );
}

function fromJson(line: string): AuditRecord | undefined {
  const record = parsed(line) as Partial<AuditRecord> | null | undefined;
  return typeof record?.hash === 'string' ? (record as AuditRecord) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
