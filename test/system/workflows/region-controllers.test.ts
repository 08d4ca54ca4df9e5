import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createRegionControllers } from '../../../src/adapters/temporal/region-controllers.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import type { RegionControllers } from '../../../src/ports/region-controllers.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { startScriptedControllers, trigger, type ScriptedControllers } from '../../support/scripted-controllers.ts';

let server: TestWorkflowEnvironment;
let scripted: ScriptedControllers;
let controllers: RegionControllers;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  server = await startDevServer();
  scripted = await startScriptedControllers(server);
  controllers = createRegionControllers(() => server.client);
});
afterAll(async () => {
  await scripted.stop();
  await server.teardown();
});

/** `WORKFLOW_TASK_FAILED_CAUSE_FORCE_CLOSE_COMMAND`: of a termination. */
const forceClosed = 17;
/** `TIMEOUT_TYPE_START_TO_CLOSE`. */
const startToClose = 1;

const newRegion = () => ({ environment: randomUUID(), region: 'north' });
const ann = { by: 'ann', reason: 'stocktaking' };

test('a region that was never asked for a cycle has no controller to answer', async () => {
  const region = newRegion();
  expect(await controllers.status(region)).toBeUndefined();
  expect(await controllers.ledger(region)).toBeUndefined();
  for (const asked of [
    () => controllers.pause(region, ann),
    () => controllers.resume(region, { by: 'ann' }),
    () => controllers.cancelCycle(region, ann),
    () => controllers.rollback(region, { ...ann, format: 'large', velocity: 'fast' }),
  ]) {
    await expect(asked()).rejects.toMatchObject({
      ...{ name: 'RequestRefusedError', region: 'north', type: 'NoController' },
      message: 'north: has no controller yet: it has never been asked for a cycle',
    });
  }
});

test('a data change that no controller takes in time is refused, and can be sent again', async () => {
  const impatient = createRegionControllers(() => server.client, { answersWithinMs: 500 });
  const region = newRegion();
  const handle = await server.client.workflow.start('regionController', {
    ...{ workflowId: regionControllerId(region.environment, 'north'), taskQueue: 'nobody works here', args: [region] },
  });
  await expect(impatient.dataChanged(region, { ...trigger('1'), cause: 'data' })).rejects.toMatchObject({
    ...{ name: 'RequestRefusedError', region: 'north', type: 'Unavailable' },
  });
  await handle.terminate();
});

test('a controller is asked for a cycle, held back, let go and looked at by the same port', async () => {
  const region = newRegion();
  await controllers.requestCycle(region, trigger('1'));
  await vi.waitFor(async () => expect(await controllers.ledger(region)).toMatchObject([{ state: 'ran' }]), 90_000);
  expect(await controllers.pause(region, ann)).toMatchObject({ paused: true, cycles: 1 });
  expect(await controllers.status(region)).toMatchObject({ paused: true, doing: 'held back by ann: stocktaking' });
  await expect(controllers.cancelCycle(region, ann)).rejects.toMatchObject({ type: 'NoSuchCycle' });
  expect(await controllers.resume(region, { by: 'ann' })).toMatchObject({ paused: false, cycles: 1 });
  await expect(controllers.pause(region, { by: 'ann', reason: '' })).rejects.toMatchObject({ type: 'InvalidMessage' });
  await server.client.workflow.getHandle(regionControllerId(region.environment, region.region)).cancel();
});

test.each(['terminate', 'cancel'] as const)(
  'a trigger that its controller had taken on when somebody ended it (%s) can be sent again with the same id',
  async (end) => {
    const region = newRegion();
    const controller = server.client.workflow.getHandle(regionControllerId(region.environment, region.region));
    scripted.script.registryIsAway = true;
    try {
      const refusal = controllers.requestCycle(region, trigger('1')).then(
        () => 'acknowledged',
        (error: unknown) => error,
      );
      await vi.waitFor(async () => {
        const { events = [] } = await controller.fetchHistory();
        expect(events?.some((event) => event.workflowExecutionUpdateAcceptedEventAttributes)).toBe(true);
      }, 90_000);
      await controller[end]();
      expect(await refusal).toMatchObject({ name: 'RequestRefusedError', type: 'Unavailable' });
    } finally {
      scripted.script.registryIsAway = false;
    }
    await controller.result().catch(() => undefined);
    const { events = [] } = await controller.fetchHistory();
    const refused = events?.filter(
      ({ workflowTaskFailedEventAttributes: failed, workflowTaskTimedOutEventAttributes: timedOut }) =>
        (failed && Number(failed.cause) !== forceClosed) || Number(timedOut?.timeoutType) === startToClose,
    );
    // The server took what the controller did at its end; an answer that it refuses is waited for in vain.
    expect(refused).toEqual([]);
    await controllers.requestCycle(region, trigger('1'));
    await vi.waitFor(async () => expect(await controllers.ledger(region)).toMatchObject([{ state: 'ran' }]), 90_000);
    await controller.terminate();
  },
);
