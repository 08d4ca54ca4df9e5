import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { failedCycle } from '../../../src/contracts/cycle-end.ts';
import { dataChangedUpdate, ledgerQuery } from '../../../src/contracts/messages.ts';
import {
  settled,
  startScriptedControllers,
  states,
  trigger,
  type Script,
  type ScriptedControllers,
} from '../../support/scripted-controllers.ts';
import { startTimeSkippingServer } from '../../support/time-skipping.ts';

let environment: TestWorkflowEnvironment;
let controllers: ScriptedControllers;
let script: Script;

beforeAll(() => {
  // The faults of these tests are part of them.
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
});
// A server for each test: once a workflow ends while one of its activities runs, this server never skips time again.
beforeEach(async () => {
  environment = await startTimeSkippingServer();
  controllers = await startScriptedControllers(environment);
  script = controllers.script;
});
afterEach(async () => {
  await controllers.stop();
  await environment.teardown();
});

test('changed data waits for the quiet period: a delivery of many files is one cycle', async () => {
  await controllers.withController(async (controller) => {
    const start = await environment.currentTimeMs();
    for (const id of ['1', '2', '3']) {
      await controller.executeUpdate(dataChangedUpdate, {
        args: [trigger(id, { cause: 'data', requestedBy: 'watch' })],
      });
      await environment.sleep('5 minutes');
    }
    expect(script.cycles).toHaveLength(0);
    await settled(controller, 3, () => environment.sleep('10 seconds'));
    expect(script.cycles).toHaveLength(1);
    expect(await states(controller)).toEqual({ 1: 'ran', 2: 'merged', 3: 'merged' });
    expect((await environment.currentTimeMs()) - start).toBeGreaterThanOrEqual(20 * 60_000);
  });
});

test('a stream of changes that never ends is cut at the longest wait', async () => {
  await controllers.withController(async (controller) => {
    let sent = 0;
    while (script.cycles.length === 0 && sent < 20) {
      await controller.executeUpdate(dataChangedUpdate, { args: [trigger(String(sent++), { cause: 'data' })] });
      await environment.sleep('5 minutes');
    }
    // Half an hour, with a change every five minutes.
    expect(sent).toBeGreaterThanOrEqual(6);
    expect(sent).toBeLessThanOrEqual(8);
    await settled(controller, sent, () => environment.sleep('1 minute'));
  });
});

test('a cycle that was terminated cannot report its end: it is found by a look', async () => {
  const cycleId = 'cycle/dev/north/2026-11-09/3';
  let looks = 0;
  script.look = (_, cutoff) => ((looks += 1) < 3 ? undefined : failedCycle(cycleId, cutoff, 'terminated by ann'));
  script.left = { cycles: 3, running: { cycleId, cutoff: '2026-11-09', triggers: [trigger('1')] } };
  await controllers.withController(async (controller) => {
    await settled(controller, 1, () => environment.sleep('1 minute'));
    expect(await controller.query(ledgerQuery)).toMatchObject([
      { state: 'ran', cycleId, failure: 'terminated by ann' },
    ]);
    expect(looks).toBe(3);
  });
});
