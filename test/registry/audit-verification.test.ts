import { describe, expect, test } from 'vitest';
import type { AuditEntry, AuditRecord } from '../../src/ports/audit-trail.ts';
import { auditGenesis, auditHash } from '../../src/registry/audit-chain.ts';
import { verifyAudit } from '../../src/registry/audit-verification.ts';

const at = '2025-10-06T00:00:00.000Z';

/** Records as a registry writes them, of these subjects. */
function chain(...subjects: readonly string[]): AuditRecord[] {
  const records: AuditRecord[] = [];
  let previousHash = auditGenesis;
  for (const [index, subject] of subjects.entries()) {
    const entry: AuditEntry = { actor: 'a', action: 'promote', subject, facts: { x: 1 } };
    const sequence = index + 1;
    const hash = auditHash(previousHash, sequence, at, entry);
    records.push({ ...entry, sequence, at, previousHash, hash });
    previousHash = hash;
  }
  return records;
}

const whole = chain('s', 't', 'u', 'v', 'w');
const [one, two, three, four, five] = whole as [AuditRecord, AuditRecord, AuditRecord, AuditRecord, AuditRecord];
const faultsOf = async (records: readonly AuditRecord[], head?: { sequence: number; hash: string }) =>
  (await verifyAudit(records, head)).faults.map(({ sequence, kind }) => `${kind} ${sequence}`);

test('a trail as it was written is whole, an empty one too', async () => {
  expect(await verifyAudit(whole)).toEqual({
    whole: true,
    records: 5,
    head: { sequence: 5, hash: five.hash },
    faults: [],
  });
  expect(await verifyAudit([])).toEqual({ whole: true, records: 0, head: undefined, faults: [] });
});

const renumbered = (records: readonly AuditRecord[]): AuditRecord[] =>
  records.map((record, index) => ({ ...record, sequence: index + 1 }));
/** A record with another actor, whose hash was made to fit. */
const forged = { ...two, actor: 'mallory' };
const refitted = { ...forged, hash: auditHash(one.hash, 2, at, forged) };

test.each<[string, readonly AuditRecord[], readonly string[]]>([
  ['an altered record', [one, { ...two, actor: 'b' }, three, four, five], ['altered 2']],
  ['one altered with a hash that fits', [one, refitted, three, four, five], ['altered 3']],
  ['a removed record', [one, three, four, five], ['removed 3']],
  ['the first record removed', [two, three, four, five], ['removed 2']],
  ['one removed and the rest renumbered', renumbered([one, three, four]), ['removed 2', 'removed 3']],
  ['two in another order', [one, three, two, four, five], ['removed 3', 'moved 2', 'removed 4']],
  [
    'one inserted, the rest renumbered',
    renumbered([one, chain('x', 'y')[1] as AuditRecord, two]),
    ['altered 2', 'inserted 3'],
  ],
])('%s is found', async (_, records, faults) => {
  expect(await faultsOf(records)).toEqual(faults);
});

test('a fault says in words what does not follow', async () => {
  const { faults } = await verifyAudit([one, refitted, three, four, five]);
  expect(faults[0]?.detail).toMatch(/^record 3 names a different predecessor: record 2 was rewritten \(hash /);
});

describe('against a remembered head', () => {
  test('a trail that has grown is whole', async () => {
    expect(await faultsOf(whole, { sequence: 3, hash: three.hash })).toEqual([]);
    expect(await faultsOf(whole, { sequence: 0, hash: five.hash })).toEqual([]);
  });

  test('one cut off at its end is found, and one rewritten from some record on', async () => {
    expect(await faultsOf([one, two, three])).toEqual([]);
    expect(await faultsOf([one, two, three], { sequence: 5, hash: five.hash })).toEqual(['truncated 5']);
    expect(await faultsOf([], { sequence: 0, hash: five.hash })).toEqual(['truncated 0']);
    const anew = chain('s', 't', 'x', 'y', 'z');
    expect(await faultsOf(anew)).toEqual([]);
    expect(await faultsOf(anew, { sequence: 4, hash: four.hash })).toEqual(['altered 4']);
  });
});
