import type { WorkflowHandle } from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import {
  controllerStatusQuery,
  dataChangedUpdate,
  ledgerQuery,
  pauseUpdate,
  requestCycleUpdate,
  resumeUpdate,
  cycleStatusQuery,
} from '../../../src/contracts/messages.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { regionCycleId, segmentTrainingId } from '../../../src/contracts/workflow-ids.ts';
import { scriptedSuite, settled, states, trigger } from '../../support/scripted-controllers.ts';

/** What the failed segment says of a training that somebody ended. */
const ended = {
  cancel: /^train\/\S+ was cancelled/,
  terminate: /^train\/\S+ was terminated/,
};

const aMoment = (): Promise<void> => pause(50);

const suite = scriptedSuite();

/** A workflow once it is there and runs. */
async function untilRunning(find: () => WorkflowHandle | Promise<WorkflowHandle>): Promise<WorkflowHandle> {
  for (;;) {
    try {
      const handle = await find();
      const { status, raw } = await handle.describe();
      if (status.name === 'RUNNING' && (raw.pendingActivities ?? []).length + (raw.pendingChildren ?? []).length > 0) {
        return handle;
      }
    } catch {
      // Not yet.
    }
    await aMoment();
  }
}

test('a person does not wait for files to settle', async () => {
  suite.script.quietPeriodSeconds = 86_400;
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(dataChangedUpdate, { args: [trigger('1', { cause: 'data' })] });
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('2')] });
    await settled(controller, 2, aMoment);
    expect(await states(controller)).toEqual({ 1: 'ran', 2: 'merged' });
  });
});

test('cycles run one at a time in cutoff order', async () => {
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(pauseUpdate, { args: [{ by: 'ann', reason: 'maintenance' }] });
    for (const [id, cutoff] of [
      ['1', '2026-11-09'],
      ['2', '2026-10-26'],
      ['3', '2026-11-02'],
    ] as const) {
      await controller.executeUpdate(requestCycleUpdate, { args: [trigger(id, { cutoff })] });
    }
    expect(await controller.query(controllerStatusQuery)).toMatchObject({ pending: 3, paused: true, cycles: 0 });
    await controller.executeUpdate(resumeUpdate, { args: [{ by: 'ann' }] });
    await settled(controller, 3, aMoment);
    expect(suite.script.cycles.map(({ cutoff }) => cutoff)).toEqual(['2026-10-26', '2026-11-02', '2026-11-09']);
  });
});

test('a request delivered twice runs once', async () => {
  await suite.controllers.withController(async (controller) => {
    const request = { args: [trigger('1')] } as const;
    expect(await controller.executeUpdate(requestCycleUpdate, { args: [...request.args] })).toEqual({
      triggerId: '1',
      decision: 'queued',
    });
    expect(await controller.executeUpdate(requestCycleUpdate, { args: [...request.args] })).toEqual({
      triggerId: '1',
      decision: 'duplicate',
    });
    await settled(controller, 1, aMoment);
    expect(suite.script.cycles).toHaveLength(1);
  });
});

test('bad triggers are refused, and the controller lives on', async () => {
  const bad: readonly unknown[] = [
    undefined,
    { ...trigger('1'), cause: 'whim' },
    trigger('1', { cutoff: 'last week' }),
    trigger(''),
    { ...trigger('1'), regionn: 'south' },
  ];
  await suite.controllers.withController(async (controller) => {
    for (const one of bad) {
      for (const update of [requestCycleUpdate, dataChangedUpdate]) {
        const refused = await controller
          .executeUpdate(update, { args: [one as Trigger] })
          .catch((error: unknown) => error);
        expect((refused as Error).cause, JSON.stringify(one)).toMatchObject({ type: 'InvalidTrigger' });
      }
    }
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('good')] });
    await settled(controller, 1, aMoment);
    expect(await states(controller)).toEqual({ good: 'ran' });
  });
});

test('a member that fails leaves the other; a segment that fails leaves the region degraded, scored by a fallback', async () => {
  suite.script.failingMembers = new Set(['network fast', 'network slow', 'lasso slow']);
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    await settled(controller, 1, aMoment);
    const [entry] = await controller.query(ledgerQuery);
    const result: unknown = await suite.environment.client.workflow.getHandle(entry?.cycleId ?? '').result();
    expect(result).toMatchObject({
      degraded: true,
      degradedReasons: [
        'north/large/fast: network could not be trained: network diverged',
        expect.stringMatching(/large\/slow: .*lasso diverged/),
      ],
      segments: [
        { outcome: 'promoted', champion: 'lasso', scoredBy: 'champion', untrained: { network: 'network diverged' } },
        { outcome: 'failed', scoredBy: 'seasonal' },
      ],
    });
  });
});

test.each(['cancel', 'terminate'] as const)(
  'a training that somebody ends (%s) fails its segment alone',
  async (end) => {
    suite.script.hangingMembers = new Set(['network slow']);
    await suite.controllers.withController(async (controller) => {
      await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
      const { workflow } = suite.environment.client;
      const training = await untilRunning(() => {
        const [cycle] = suite.script.cycles;
        if (!cycle) throw new Error('no cycle has begun');
        const cycleId = regionCycleId(cycle.environment, cycle.region, cycle.cutoff, cycle.number);
        const segment = { region: 'north', format: 'large', velocity: 'slow' } as const;
        return workflow.getHandle(segmentTrainingId(cycleId, segment));
      });
      await (end === 'cancel' ? training.cancel() : training.terminate('out of patience'));
      await settled(controller, 1, aMoment);
      const [entry] = await controller.query(ledgerQuery);
      expect(await workflow.getHandle(entry?.cycleId ?? '').result()).toMatchObject({
        degraded: true,
        segments: [
          { outcome: 'promoted', scoredBy: 'champion' },
          { outcome: 'failed', scoredBy: 'seasonal', reason: expect.stringMatching(ended[end]) as string },
        ],
      });
    });
  },
);

test('a cycle that is cancelled ends its trainings and is no failure of a segment', async () => {
  suite.script.hangingMembers = new Set(['network slow']);
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    const { workflow } = suite.environment.client;
    const cycle = await untilRunning(() => {
      const [begun] = suite.script.cycles;
      if (!begun) throw new Error('no cycle has begun');
      return workflow.getHandle(regionCycleId(begun.environment, begun.region, begun.cutoff, begun.number));
    });
    await cycle.cancel();
    await settled(controller, 1, aMoment);
    expect(suite.script.closed).toEqual(['cancelled']);
    // It closes once its controller has its end.
    await expect.poll(async () => (await cycle.describe()).status.name).toBe('CANCELLED');
  });
});

test('data that cannot be used fails the cycle with its reason; the next one runs', async () => {
  suite.script.sourceFault = 'sales: landing/sales/1.csv has no column "week"';
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    await settled(controller, 1, aMoment);
    expect(suite.script.closed).toEqual([suite.script.sourceFault]);
    expect((await controller.query(ledgerQuery))[0]).toMatchObject({ state: 'ran', failure: suite.script.sourceFault });
    suite.script.sourceFault = undefined;
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('2')] });
    await settled(controller, 2, aMoment);
    expect(suite.script.closed[1]).toBe('result');
  });
});

test('an evaluation that fails does not fail a cycle whose forecasts are out', async () => {
  suite.script.evaluationFault = 'forecasts/1.parquet is no Parquet file';
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    await settled(controller, 1, aMoment);
    expect(suite.script.closed).toEqual(['result']);
    const [entry] = await controller.query(ledgerQuery);
    expect(await suite.environment.client.workflow.getHandle(entry?.cycleId ?? '').result()).toMatchObject({
      forecasts: { uri: 'file:///forecasts.csv' },
      evaluation: { rows: 0, failure: suite.script.evaluationFault },
    });
  });
});

test('a cycle that is cancelled once its forecasts are out has not failed', async () => {
  suite.script.evaluationHangs = true;
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    const cycle = await untilRunning(async () => {
      const [begun] = suite.script.cycles;
      if (!begun) throw new Error('no cycle has begun');
      const id = regionCycleId(begun.environment, begun.region, begun.cutoff, begun.number);
      const handle = suite.environment.client.workflow.getHandle(id);
      const { stage } = await handle.query(cycleStatusQuery);
      if (stage !== 'evaluate') throw new Error(`it is at ${stage}`);
      return handle;
    });
    await cycle.cancel();
    expect(await cycle.result()).toMatchObject({ evaluation: { failure: 'cancelled' } });
    expect(suite.script.closed).toEqual(['result']);
  });
});

test('a registry that is away when something is to be recorded costs nothing that was computed', async () => {
  suite.script.refusals = new Map([
    ['dataset', 2],
    ['model', 2],
    ['evaluation', 1],
  ]);
  await suite.controllers.withController(async (controller) => {
    await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
    await settled(controller, 1, aMoment);
    expect(suite.script.closed).toEqual(['result']);
    expect(suite.script.computed.sort()).toEqual(['snapshot', 'validate fast', 'validate slow']);
    expect([...suite.script.refusals.values()].every((left) => left < 0)).toBe(true);
  });
});

test('nothing is acknowledged while the registry is away; the same trigger is taken once it is back', async () => {
  await suite.controllers.withController(async (controller) => {
    suite.script.registryIsAway = true;
    const refused: unknown = await controller
      .executeUpdate(requestCycleUpdate, { args: [trigger('1')] })
      .catch((error: unknown) => (error as Error).cause);
    expect(refused).toMatchObject({ type: 'Unavailable' });
    expect(await states(controller)).toEqual({});
    suite.script.registryIsAway = false;
    // It may have got as far as the disk.
    await vi.waitFor(() => expect(suite.script.withdrawn).toEqual(['1']), { timeout: 90_000 });
    expect(await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] })).toMatchObject({
      decision: 'queued',
    });
    await settled(controller, 1, aMoment);
    expect(await states(controller)).toEqual({ 1: 'ran' });
  });
});
