import { createHash } from 'node:crypto';
import type { AuditEntry, AuditRecord } from '../ports/audit-trail.ts';
import { canonicalJson } from './canonical-json.ts';

/** Predecessor of the first record. */
export const auditGenesis = '0'.repeat(64);

/** SHA-256 over the predecessor's hash and the record's content: changing any earlier record breaks every later one. */
export function auditHash(previousHash: string, sequence: number, at: string, entry: AuditEntry): string {
  const { actor, action, subject, facts } = entry;
  return createHash('sha256')
    .update(canonicalJson({ previousHash, sequence, at, actor, action, subject, facts }))
    .digest('hex');
}

/** The sequence number of the first record that does not follow from its predecessor; `undefined` where all do. */
export function firstBrokenLink(records: readonly AuditRecord[]): number | undefined {
  let previousHash = auditGenesis;
  for (const [index, record] of records.entries()) {
    const follows = record.sequence === index + 1 && record.previousHash === previousHash;
    if (!follows || record.hash !== auditHash(previousHash, record.sequence, record.at, record)) return record.sequence;
    previousHash = record.hash;
  }
  return undefined;
}
