import type { AuditHead, AuditRecord } from '../../ports/audit-trail.ts';
import { textTable } from '../text-table.ts';

/** Audit records for a terminal: what happened to what, by whom and why. */
export function auditText(records: readonly AuditRecord[]): string {
  if (records.length === 0) return 'no record matches';
  return textTable(
    ['record', 'when', 'who', 'what', 'about', 'facts'],
    records.map(({ sequence, at, actor, action, subject, facts }) => [
      String(sequence),
      at.slice(0, 19).replace('T', ' '),
      actor,
      action,
      subject,
      factsText(facts),
    ]),
    { leftColumns: 6 },
  );
}

/** `142:5f…`, as `audit verify --head` takes it. */
export function headText(head: AuditHead | undefined): string {
  return head ? `${head.sequence}:${head.hash}` : 'the trail is empty';
}

/** What a verification found. */
export function verificationText({
  whole,
  records,
  head,
  faults,
}: {
  readonly whole: boolean;
  readonly records: number;
  readonly head?: AuditHead;
  readonly faults: readonly { readonly sequence: number; readonly kind: string; readonly detail: string }[];
}): string {
  const end = `head ${headText(head)}`;
  if (whole) return `${records} records, none altered, removed, moved or inserted; ${end}`;
  const lines = faults.map(({ kind, detail }) => `  ${kind}: ${detail}`);
  return [`the audit trail is not what was written (${records} records; ${end}):`, ...lines].join('\n');
}

/** The simple facts; tables and figures are for JSON. */
function factsText(facts: unknown): string {
  if (typeof facts !== 'object' || facts === null) return '';
  return Object.entries(facts)
    .flatMap(([name, value]) => {
      if (value === null || value === '') return [];
      if (typeof value === 'object') return name === 'tags' ? [`${name}: ${JSON.stringify(value)}`] : [];
      return [`${name}: ${String(value)}`];
    })
    .join(', ');
}
