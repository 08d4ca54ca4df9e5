import { describe, expect, test } from 'vitest';
import { readCarried, type CarriedState } from '../../../src/workflows/controller/carried-state.ts';

const trigger = { id: '1', cause: 'request', requestedBy: 'ann' } as const;
const entry = { trigger, acceptedAt: '2026-11-21T06:00:00.000Z', state: 'pending' } as const;
const full: CarriedState = {
  version: 1,
  ledger: { open: [entry], tail: [{ ...entry, state: 'ran', cycleId: 'cycle/1' }], endedIds: ['1'] },
  cycles: 3,
  paused: { by: 'ann', reason: 'stocktaking' },
  running: { cycleId: 'cycle/4', cutoff: '2026-11-09', triggers: [trigger] },
  lastCycle: { cycleId: 'cycle/3', cutoff: '2026-11-02', state: 'degraded', failedSegments: ['large/fast'] },
  staleAt: '2027-01-01T00:00:00.000Z',
  pages: 'https://shelfcast.example',
  refused: [entry],
};

describe('carried state', () => {
  test('is understood, with and without what it may leave out', () => {
    expect(readCarried(structuredClone(full))).toEqual(full);
    const { version, ledger, cycles } = full;
    expect(readCarried({ version, ledger, cycles })).toEqual({ version, ledger, cycles });
  });

  test.each([
    ['nothing', undefined],
    ['a text', 'state'],
    ['another version', { ...full, version: 2 }],
    ['no version', { ...full, version: undefined }],
    ['a ledger that is none', { ...full, ledger: { open: {}, tail: [], endedIds: [] } }],
    ['an entry without its trigger', { ...full, ledger: { ...full.ledger, open: [{ ...entry, trigger: undefined }] } }],
    ['an unknown state of an entry', { ...full, ledger: { ...full.ledger, tail: [{ ...entry, state: 'lost' }] } }],
    ['a count that is none', { ...full, cycles: '3' }],
    ['a pause by nobody', { ...full, paused: { reason: 'x' } }],
    ['a running cycle without triggers', { ...full, running: { cycleId: 'cycle/4', cutoff: '2026-11-09' } }],
    ['a last cycle without its end', { ...full, lastCycle: { ...full.lastCycle, state: undefined } }],
    ['a time that is none', { ...full, staleAt: 12 }],
    ['an address that is none', { ...full, pages: {} }],
  ])('is not understood with %s', (_, value) => {
    expect(readCarried(value)).toBeUndefined();
  });
});
