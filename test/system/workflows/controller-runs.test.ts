import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import {
  controllerStatusQuery,
  cycleEndedSignal,
  ledgerQuery,
  requestCycleUpdate,
} from '../../../src/contracts/messages.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import type { regionController } from '../../../src/workflows/index.ts';
import { scriptedSuite, settled, states, trigger, type ControllerHandle } from '../../support/scripted-controllers.ts';

const aMoment = (): Promise<void> => pause(50);
const waiting = { timeout: 90_000, interval: 50 };

/** Where one run of a controller ends and the next one begins. */
const suite = scriptedSuite();

const runOf = async (controller: ControllerHandle): Promise<string> => (await controller.describe()).runId;

test('continues as new after every cycle, and remembers', async () => {
  await suite.controllers.withController(async (controller) => {
    const runs = new Set([await runOf(controller)]);
    for (const [index, id] of ['1', '2', '3'].entries()) {
      await controller.executeUpdate(requestCycleUpdate, { args: [trigger(id)] });
      await settled(controller, index + 1, aMoment);
      await vi.waitFor(async () => expect(runs).not.toContain(await runOf(controller)), waiting);
      runs.add(await runOf(controller));
    }
    expect(await controller.query(controllerStatusQuery)).toMatchObject({
      cycles: 3,
      lastCycle: { state: 'succeeded', cycleId: expect.stringMatching(/\/3$/) as string },
    });
    expect(await states(controller)).toEqual({ 1: 'ran', 2: 'ran', 3: 'ran' });
  });
});

test('requests that arrive while it continues as new are all answered, and run', async () => {
  await suite.controllers.withController(async (controller) => {
    const ids = Array.from({ length: 30 }, (_, index) => String(index));
    let sent = 0;
    const send = async (): Promise<void> => {
      for (let id = ids[sent++]; id !== undefined; id = ids[sent++]) {
        const { decision } = await controller.executeUpdate(requestCycleUpdate, { args: [trigger(id)] });
        expect(decision).toBe('queued');
      }
    };
    await Promise.all(Array.from({ length: 3 }, send));
    await settled(controller, ids.length, aMoment);
    expect(new Set(suite.script.cycles.flatMap(({ triggers }) => triggers.map(({ id }) => id)))).toEqual(new Set(ids));
    expect(suite.script.cycles.flatMap(({ triggers }) => triggers)).toHaveLength(ids.length);
  });
});

test('a cycle reports its end to the controller that lives then; nothing waits in an activity for it', async () => {
  suite.script.hangingMembers = new Set(['network slow']);
  const { workflow } = suite.environment.client;
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    await vi.waitFor(() => expect(suite.script.cycles).toHaveLength(1), waiting);
    const cycleId = (await controller.query(controllerStatusQuery)).running ?? '';
    const [cycle] = suite.script.cycles;
    await controller.terminate('an operator');

    const { environment: of = '', region = '', cutoff = '', triggers = [] } = cycle ?? {};
    suite.script.left = { cycles: 1, running: { cycleId, cutoff, triggers } };
    const next = await workflow.start<typeof regionController>('regionController', {
      workflowId: regionControllerId(of, region),
      taskQueue: taskQueues.orchestration,
      args: [{ environment: of, region }],
    });
    await vi.waitFor(async () => expect((await next.query(controllerStatusQuery)).running).toBe(cycleId), waiting);
    expect((await next.describe()).raw.pendingActivities ?? []).toEqual([]);
    await workflow.getHandle(cycleId).cancel();
    await settled(next, 1, aMoment);
    expect(await next.query(ledgerQuery)).toMatchObject([{ trigger: { id: '1' }, failure: 'cancelled' }]);
    await next.cancel();
  });
});

test('what a run of another build carried on and this one does not understand is taken over from the registry', async () => {
  suite.script.left = {
    cycles: 7,
    pending: [{ trigger: trigger('left'), acceptedAt: '2026-11-21T06:00:00Z', state: 'pending' }],
  };
  const body = async (controller: ControllerHandle): Promise<void> => {
    await settled(controller, 1, aMoment);
    expect(await states(controller)).toEqual({ left: 'ran' });
    expect(await controller.query(controllerStatusQuery)).toMatchObject({ cycles: 8 });
  };
  await suite.controllers.withController(body, { carried: { version: 99, cycles: 3 } });
});

test('an end that nobody waits for, or that says nothing, changes nothing', async () => {
  await suite.controllers.withController(async (controller) => {
    for (const message of [undefined, 'text', { lastCycle: { cycleId: 'cycle/1' } }]) {
      await controller.signal('cycleEnded', message);
    }
    const lastCycle = { cycleId: randomUUID(), cutoff: '2026-11-09', state: 'failed' as const, failedSegments: [] };
    await controller.signal(cycleEndedSignal, { lastCycle });
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    await settled(controller, 1, aMoment);
    expect(await states(controller)).toEqual({ 1: 'ran' });
  });
});
