import { expect, test } from 'vitest';
import { openTriggers } from '../../src/activities/open-triggers.ts';
import type { ActivityPorts } from '../../src/activities/ports.ts';
import type { LedgerEntry } from '../../src/contracts/trigger.ts';
import type { EndedCycle } from '../../src/ports/registry.ts';

const cycle = (number: number): string => `cycle/dev/north/2026-11-09/${number}`;
const trigger = (id: string) => ({ id, cause: 'request', requestedBy: 'ann' }) as const;
const entry = (id: string, number?: number): LedgerEntry => ({
  ...{ trigger: trigger(id), acceptedAt: '2026-11-21T06:00:00Z' },
  ...(number === undefined ? { state: 'pending' } : { state: 'running', cycleId: cycle(number) }),
});

/** What an earlier controller left, with what is recorded of its triggers meanwhile. */
async function left(open: readonly LedgerEntry[], ended: readonly EndedCycle[], running?: readonly string[]) {
  const recorded: LedgerEntry[] = [];
  const registry = {
    openTriggers: () => Promise.resolve(open),
    endedCycles: (ids: readonly string[]) => Promise.resolve(ended.filter(({ cycleId }) => ids.includes(cycleId))),
    recordTriggers: (_: string, entries: readonly LedgerEntry[]) => Promise.resolve(void recorded.push(...entries)),
  } as unknown as ActivityPorts['registry'];
  const address = { environment: 'dev', region: 'north' };
  return { ...(await openTriggers({ registry }, address, running && new Set(running))), recorded };
}

test('triggers that were never assigned wait', async () => {
  expect(await left([entry('1'), entry('2')], [])).toEqual({
    ...{ pending: [entry('1'), entry('2')], assigned: [], recorded: [] },
  });
});

test('triggers whose cycle ended without a controller end with it', async () => {
  const ended = { cycleId: cycle(1), triggers: [trigger('1'), trigger('2')], failure: 'no sales' };
  expect(await left([entry('1', 1), entry('2', 1), entry('3')], [ended])).toMatchObject({
    pending: [entry('3')],
    recorded: [
      { trigger: { id: '1' }, state: 'ran', cycleId: cycle(1), failure: 'no sales' },
      { trigger: { id: '2' }, state: 'merged', cycleId: cycle(1), failure: 'no sales' },
    ],
  });
});

test('one that its cycle did not know of waits', async () => {
  const ended = { cycleId: cycle(1), triggers: [trigger('1')] };
  expect(await left([entry('1', 1), entry('late', 1)], [ended])).toMatchObject({
    ...{ pending: [entry('late')], assigned: [], recorded: [{ trigger: { id: '1' } }] },
  });
});

test('those of a cycle that the registry knows nothing of are assigned to it: it may have started', async () => {
  expect(await left([entry('1', 2), entry('2'), entry('3', 2)], [])).toEqual({
    ...{ pending: [entry('2')], assigned: [entry('1', 2), entry('3', 2)], recorded: [] },
  });
});

test('where a cycle runs, only its own triggers are left to it', async () => {
  expect(await left([entry('1', 3), entry('2', 2)], [], ['1'])).toEqual({
    ...{ pending: [entry('2')], assigned: [], recorded: [] },
  });
});
