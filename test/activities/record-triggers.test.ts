import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordTriggers } from '../../src/activities/record-triggers.ts';
import type { LedgerEntry } from '../../src/contracts/trigger.ts';
import { regionControllerId, regionCycleId } from '../../src/contracts/workflow-ids.ts';
import { failedCycle } from '../../src/contracts/cycle-end.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry.ts';

let database: TestRegistry;
beforeAll(async () => {
  database = await startTestRegistry();
});
afterAll(() => database.stop());

const trigger = { id: 'data/1', cause: 'data', requestedBy: 'watch' } as const;

/** A cycle of a region that is open, and a ledger entry that says how it ended. `runs`: its workflow does still. */
async function openCycleOf(region: string, runs = false) {
  const { registry } = database;
  const cutoff = '2025-10-06';
  const cycleId = regionCycleId('dev', region, cutoff, 1);
  await registry.openCycle(cycleId, { environment: 'dev', region, cutoff, number: 1, triggers: [trigger] });
  const record = (ended: Pick<LedgerEntry, 'failure'>): Promise<void> => {
    const entry: LedgerEntry = { trigger, acceptedAt: '2025-10-13T06:00:00.000Z', state: 'ran', cycleId, ...ended };
    const end = () => Promise.resolve(runs ? undefined : failedCycle(cycleId, cutoff, 'terminated'));
    const cycles = { end, find: () => Promise.resolve(undefined) };
    return recordTriggers({ registry, cycles }, { controllerId: regionControllerId('dev', region), entries: [entry] });
  };
  const stored = async () => {
    const [cycle] = await registry.findCycles({ environment: 'dev', region });
    return { state: cycle?.state, failure: cycle?.failure };
  };
  return { cycleId, registry, record, stored };
}

test('a cycle that was terminated is closed with the triggers that it has failed', async () => {
  const { record, stored } = await openCycleOf('north');
  await record({ failure: 'cycle/dev/north/2025-10-06/1 was terminated' });
  expect(await stored()).toEqual({ state: 'failed', failure: 'cycle/dev/north/2025-10-06/1 was terminated' });
});

test('one that has said why it failed is left as it is', async () => {
  const { cycleId, registry, record, stored } = await openCycleOf('south');
  await registry.closeCycle(cycleId, { failure: 'no shipments' });
  await record({ failure: 'cancelled by mira: wrong week' });
  expect(await stored()).toEqual({ state: 'failed', failure: 'no shipments' });
});

test('one that runs is not closed', async () => {
  const { record, stored } = await openCycleOf('west');
  await record({});
  expect(await stored()).toEqual({ state: 'running', failure: undefined });
});

test('one whose controller was cancelled still runs, and stays open for the next controller', async () => {
  const { record, stored } = await openCycleOf('east', true);
  await record({ failure: 'the controller was cancelled' });
  expect(await stored()).toEqual({ state: 'running', failure: undefined });
});
