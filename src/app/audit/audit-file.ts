import { csvText } from '../../contracts/csv.ts';
import type { AuditRecord } from '../../ports/audit-trail.ts';
import { linesOf } from '../lines-of.ts';
import { refusal } from '../refusal.ts';
import type { UploadedFile } from '../uploaded-file.ts';

/** Forms of an exported trail: a record a line, in JSON; or CSV with the facts in JSON. */
export const auditFormats = ['jsonl', 'csv'] as const;
export type AuditFormat = (typeof auditFormats)[number];

const columns = ['sequence', 'at', 'actor', 'action', 'subject', 'facts', 'previousHash', 'hash'] as const;

/** What an export begins with. */
export function auditHeader(format: AuditFormat): string {
  return format === 'csv' ? csvText(columns, []) : '';
}

/** A record of an export, with the end of its line. JSON has no line breaks of its own, and neither have names: a record is a line. */
export function auditLine(format: AuditFormat, record: AuditRecord): string {
  if (format === 'jsonl') return `${JSON.stringify(record)}\n`;
  const cells = columns.map((column) => (column === 'facts' ? JSON.stringify(record.facts) : record[column]));
  return csvText([], [cells]).slice(1);
}

/** The records of an export, in the format that its first line shows. Throws `Refusal` on a line that is no record. */
export async function* readAuditFile(file: UploadedFile): AsyncGenerator<AuditRecord> {
  let number = 0;
  let isCsv = false;
  for await (const line of linesOf(file)) {
    number += 1;
    if (number === 1) isCsv = line === columns.join(',');
    if (line === '' || (number === 1 && isCsv)) continue;
    const record = isCsv ? fromCsv(line) : fromJson(line);
    if (!record) throw refusal('no-audit-record', { file: file.name, line: number });
    yield record;
  }
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
