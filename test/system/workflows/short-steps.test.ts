import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { fittedMembers } from '../../../src/contracts/segment.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { historyFigures } from '../../support/history-figures.ts';
import { week } from '../../support/instant-jobs.ts';
import { startInstantStack, type InstantStack } from '../../support/instant-stack.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

let server: TestWorkflowEnvironment;
let stack: InstantStack;
const north = { environment: 'default', region: 'north' };
let number = 0;

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'ERROR' } },
  });
  const [started, bundle] = await Promise.all([startDevServer(), bundleWorkflows()]);
  server = started;
  stack = await startInstantStack({
    ...{ connection: server.nativeConnection, client: server.client, bundle },
    ...{ regions: ['north'], formats: ['large', 'small'] },
    config: { environments: { default: { promotion: 'automatic' } } },
  });
  stack.world.latest.set('north', week(9));
  await stack.startWorkers();
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  await server.client.workflow.getHandle(regionControllerId('default', 'north')).terminate();
  await stack.close();
  await server.teardown();
});

/** Runs the next cycle, of four segments, all of them trained. */
async function cycle(): Promise<string> {
  number += 1;
  const cutoff = week(number);
  await stack.controllers.requestCycle(north, { id: `${number}`, cause: 'request', requestedBy: 'ann', cutoff });
  await expect
    .poll(() => stack.controllers.status(north), { interval: 100 })
    .toMatchObject({ pending: 0, cycles: number, doing: 'waits for a trigger' });
  const cycleId = `cycle/default/north/${cutoff}/${number}`;
  // It closes once its controller has its end.
  await expect.poll(() => statusOf(cycleId)).not.toBe('RUNNING');
  return cycleId;
}

const statusOf = async (cycleId: string) => (await server.client.workflow.getHandle(cycleId).describe()).status.name;

const stateOf = async (cycleId: string) => (await stack.registry.findCycles({ cycleId, limit: 1 }))[0]?.state;

test('what Temporal keeps of a cycle of four segments is bounded: nothing goes over a queue that need not', async () => {
  await cycle();
  const { events, workflowTasks, activities, children } = await historyFigures(server.client, {
    workflowId: await cycle(),
  });
  // Two sources, a snapshot, the members and a validation of each segment, a scoring, the files, an evaluation.
  expect(activities).toBe(2 + 1 + 4 * (fittedMembers.length + 1) + 3);
  // The trainings: where a gate decides, that takes no workflow.
  expect(children).toBe(4);
  // 196 and 26 as measured; activities that end at the same moment share a task of their workflow.
  expect(events).toBeLessThan(214);
  expect(workflowTasks).toBeLessThanOrEqual(32);
});

test('a step that the registry does not take at once goes to its queue, and the cycle continues', async () => {
  const away = new Error('the registry is away');
  for (const step of ['openCycle', 'recordModel', 'recordForecast', 'closeCycle', 'recordTriggers'] as const) {
    vi.spyOn(stack.registry, step).mockRejectedValueOnce(away);
  }
  const cycleId = await cycle();
  const { activities } = await historyFigures(server.client, { workflowId: cycleId });
  // Those of the cycle and its trainings; `recordTriggers` is the controller's.
  expect(activities).toBe(2 + 1 + 4 * (fittedMembers.length + 1) + 3 + 4);
  expect(await stateOf(cycleId)).toBe('succeeded');
});

test('a step that hangs is left to its queue after two seconds', async () => {
  const hangs = Promise.withResolvers<undefined>();
  vi.spyOn(stack.registry, 'recordDataset').mockImplementationOnce(() => hangs.promise);
  const cycleId = await cycle();
  expect((await historyFigures(server.client, { workflowId: cycleId })).activities).toBe(
    2 + 1 + 4 * (fittedMembers.length + 1) + 3 + 1,
  );
  expect(await stateOf(cycleId)).toBe('succeeded');
  hangs.resolve(undefined);
});

test('what no retry helps fails in place', async () => {
  class UnknownRegionError extends Error {
    override readonly name = 'UnknownRegionError';
  }
  const open = vi
    .spyOn(stack.registry, 'openCycle')
    .mockRejectedValue(new UnknownRegionError('the region is not configured'));
  const cycleId = await cycle();
  expect(open).toHaveBeenCalledTimes(1);
  expect(await statusOf(cycleId)).toBe('FAILED');
});
