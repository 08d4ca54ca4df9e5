import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RegionCycleInput } from '../../../src/contracts/cycle.ts';
import type { CycleQuery } from '../../../src/ports/cycle-catalogue.ts';
import { cycleResult } from '../../support/cycle-result.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
const idOf = (region: string, number: number): string => `cycle/dev/${region}/2025-10-06/${number}`;
const trigger = { id: 't1', cause: 'request', requestedBy: 'ann' } as const;

/** Four cycles of two regions: one degraded, one failed, one that succeeded, one that runs. */
beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  const cycle = (region: string, number: number): RegionCycleInput => {
    return { environment: 'dev', region, cutoff: '2025-10-06', number, triggers: [trigger] };
  };
  const resultOf = (cycleId: string, degraded: boolean) => {
    return { ...cycleResult, cycleId, degraded, degradedReasons: degraded ? cycleResult.degradedReasons : [] };
  };
  const ends = [
    ['north', 1, { result: resultOf(idOf('north', 1), true) }],
    ['south', 1, { failure: 'no shipments' }],
    ['north', 2, { result: resultOf(idOf('north', 2), false) }],
  ] as const;
  for (const [region, number, end] of ends) {
    await registry.openCycle(idOf(region, number), cycle(region, number));
    await registry.closeCycle(idOf(region, number), end);
  }
  await registry.openCycle(idOf('south', 2), cycle('south', 2));
});
afterAll(() => database.stop());

const found = async (query: CycleQuery): Promise<readonly string[]> =>
  (await database.registry.findCycles(query)).map(({ region, cycleId }) => `${region} ${cycleId.slice(-1)}`);

test('cycles are found by what they meet, the one opened last first', async () => {
  expect(await found({})).toEqual(['south 2', 'north 2', 'south 1', 'north 1']);
  expect(await found({ region: 'north' })).toEqual(['north 2', 'north 1']);
  expect(await found({ state: 'failed' })).toEqual(['south 1']);
  expect(await found({ environment: 'prod' })).toEqual([]);
  expect(await found({ since: '2100-01-01' })).toEqual([]);
  expect(await found({ since: '2020-01-01T00:00:00+02:00', limit: 1 })).toEqual(['south 2']);
});

test('a page begins after a cycle, whatever has started since', async () => {
  expect(await found({ after: idOf('north', 2) })).toEqual(['south 1', 'north 1']);
  expect(await found({ after: idOf('north', 2), limit: 1, region: 'north' })).toEqual(['north 1']);
  expect(await found({ after: idOf('north', 1) })).toEqual([]);
});

test('a cycle says why it was run, what it was run on and how it ended', async () => {
  const cycles = await database.registry.findCycles({});
  const time = expect.stringMatching(/^\d{4}-.*Z$/) as string;
  const about = { environment: 'dev', cutoff: '2025-10-06', triggers: [trigger], openedAt: time };
  expect(cycles[0]).toEqual({
    ...about,
    ...{ cycleId: idOf('south', 2), region: 'south', state: 'running', degradedReasons: [] },
  });
  expect(cycles[2]).toMatchObject({ state: 'failed', failure: 'no shipments', closedAt: time });
  expect(cycles[3]).toMatchObject({
    ...{ state: 'degraded', degradedReasons: ['large/slow: too little history'], datasetVersion: '0123456789abcdef' },
  });
});
