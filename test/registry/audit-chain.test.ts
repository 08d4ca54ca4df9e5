import { expect, test } from 'vitest';
import type { AuditEntry, AuditRecord } from '../../src/ports/audit-trail.ts';
import { auditGenesis, auditHash, firstBrokenLink } from '../../src/registry/audit-chain.ts';

const at = '2025-10-06T00:00:00.000Z';
const entry = (subject: string): AuditEntry => ({ actor: 'a', action: 'promote', subject, facts: { x: 1 } });

/** Three records as a registry writes them. */
function chain(): readonly AuditRecord[] {
  const records: AuditRecord[] = [];
  let previousHash = auditGenesis;
  for (const [index, subject] of ['s', 't', 'u'].entries()) {
    const sequence = index + 1;
    const hash = auditHash(previousHash, sequence, at, entry(subject));
    records.push({ ...entry(subject), sequence, at, previousHash, hash });
    previousHash = hash;
  }
  return records;
}

test('the hash is SHA-256 over canonical JSON, so that anyone can compute it', () => {
  // printf '{"action":"promote","actor":"a","at":"2025-10-06T00:00:00.000Z","facts":{"x":1},"previousHash":"000…","sequence":1,"subject":"s"}' | sha256sum
  expect(auditHash(auditGenesis, 1, at, entry('s'))).toBe(
    'ac39b68c30a8320b3e49452b56622c0c056906a74be7f2b118bb46eda5bb7eb6',
  );
});

test('a chain as it was written is whole, and so is an empty one', () => {
  expect(firstBrokenLink(chain())).toBeUndefined();
  expect(firstBrokenLink([])).toBeUndefined();
});

test.each<[string, Partial<AuditRecord>]>([
  ['actor', { actor: 'b' }],
  ['action', { action: 'reject' }],
  ['subject', { subject: 'v' }],
  ['facts', { facts: { x: 2 } }],
  ['moment', { at: '2025-10-07T00:00:00.000Z' }],
  ['hash', { hash: auditGenesis }],
  ['predecessor', { previousHash: auditGenesis }],
])('a changed %s breaks the chain there', (_, change) => {
  expect(firstBrokenLink(chain().map((record, index) => (index === 1 ? { ...record, ...change } : record)))).toBe(2);
});

test('a record whose own hash was made to fit breaks the one after it', () => {
  const [first, second, third] = chain() as [AuditRecord, AuditRecord, AuditRecord];
  const forged = { ...second, actor: 'b' };
  const hash = auditHash(forged.previousHash, forged.sequence, forged.at, forged);
  expect(firstBrokenLink([first, { ...forged, hash }, third])).toBe(3);
});

test('a record that was taken out or put elsewhere is missed', () => {
  const [first, second, third] = chain() as [AuditRecord, AuditRecord, AuditRecord];
  expect(firstBrokenLink([second, third])).toBe(2);
  expect(firstBrokenLink([first, third])).toBe(3);
  expect(firstBrokenLink([first, third, second])).toBe(3);
});
