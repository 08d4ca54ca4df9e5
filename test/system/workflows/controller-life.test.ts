import { WorkflowUpdateFailedError } from '@temporalio/client';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type WorkflowBundleOption } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { recordHold } from '../../../src/activities/record-hold.ts';
import {
  cancelCycleUpdate,
  controllerStatusQuery,
  dataChangedUpdate,
  ledgerQuery,
  pauseUpdate,
  requestCycleUpdate,
  resumeUpdate,
  rollbackUpdate,
} from '../../../src/contracts/messages.ts';
import { refusalTypes } from '../../../src/contracts/refusal-types.ts';
import type { LedgerEntry, Trigger } from '../../../src/contracts/trigger.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import { RequestRefusedError } from '../../../src/ports/region-controllers.ts';
import { startConfiguredDevServer } from '../../support/dev-server.ts';
import { week } from '../../support/instant-jobs.ts';
import { startInstantStack, type InstantStack } from '../../support/instant-stack.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

/** So few events that a controller continues as new many times in a test. */
const suggestAfterEvents = { 'limit.historyCount.suggestContinueAsNew': 80 };

describe('a controller through its lives', () => {
  let environment: TestWorkflowEnvironment;
  let bundle: WorkflowBundleOption;
  let database: TestRegistry;
  let stack: InstantStack;
  let letGo: () => void;
  let region = '';
  let tests = 0;
  const address = () => ({ environment: 'default', region });
  const controllerId = () => regionControllerId('default', region);
  const controller = () => environment.client.workflow.getHandle(controllerId());

  beforeAll(async () => {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: 'ERROR' } },
    });
    [environment, bundle, database] = await Promise.all([
      startConfiguredDevServer(suggestAfterEvents),
      bundleWorkflows(),
      startTestRegistry(),
    ]);
  });
  afterAll(async () => {
    await database.stop();
    await environment.teardown();
  });
  beforeEach(() => {
    letGo = () => undefined;
    // All tests share server and registry, which remember the cycles of a region.
    region = `north-${(tests += 1)}`;
  });
  afterEach(async () => {
    letGo();
    await controller()
      .terminate()
      .catch(() => undefined);
    await stack.close();
  });

  async function start(): Promise<void> {
    stack = await startInstantStack({
      connection: environment.nativeConnection,
      client: environment.client,
      bundle,
      regions: [region],
      registryUrl: database.url,
      config: { dataChange: { quietPeriodSeconds: 0 }, environments: { default: { promotion: 'automatic' } } },
    });
    stack.world.latest.set(region, week(0));
    await stack.startWorkers();
  }

  const trigger = (id: string, more: Partial<Trigger> = {}): Trigger => ({
    ...{ id, cause: 'data', requestedBy: 'watch' },
    ...more,
  });
  const request = (id: string, more: Partial<Trigger> = {}) =>
    stack.controllers.requestCycle(address(), trigger(id, { cause: 'request', requestedBy: 'ann', ...more }));
  // A step that a stopped worker took along is missed after half a minute of silence, and may be so twice.
  const idle = () =>
    expect
      .poll(() => controller().query(controllerStatusQuery), { timeout: 200_000, interval: 200 })
      .toMatchObject({ pending: 0, doing: 'waits for a trigger' });
  const running = async (): Promise<string> => {
    await expect.poll(async () => (await controller().query(controllerStatusQuery)).running).toBeDefined();
    return (await controller().query(controllerStatusQuery)).running as string;
  };

  /** Holds every ingest up until it is let go. */
  function holdCycles(): void {
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    stack.world.before = (job) => (job === 'ingest-source' ? gate : undefined);
  }

  // airflow#56050: events lost while a run is active.
  test('continues as new while a cycle runs: the cycle continues, and ends the triggers it was started for', async () => {
    await start();
    holdCycles();
    await request('first');
    const cycleId = await running();
    const before = (await controller().describe()).runId;
    for (let sent = 0; sent < 120; sent += 1) await stack.controllers.dataChanged(address(), trigger(`file-${sent}`));
    await expect.poll(async () => (await controller().describe()).runId).not.toBe(before);
    expect(await running()).toBe(cycleId);
    expect((await environment.client.workflow.getHandle(cycleId).describe()).status.name).toBe('RUNNING');
    letGo();
    await idle();
    const ledger = await controller().query(ledgerQuery);
    expect(ledger.find((entry) => entry.trigger.id === 'first')).toMatchObject({ state: 'ran', cycleId });
    expect(await endings()).toEqual(
      new Map([['first', 1], ...Array.from({ length: 120 }, (_, sent) => [`file-${sent}`, 1] as const)]),
    );
    // The changes that came while the first cycle ran are one more.
    expect(await controller().query(controllerStatusQuery)).toMatchObject({ cycles: 2 });
  });

  /** How often each trigger has ended, as the registry has it. */
  async function endings(): Promise<Map<string, number>> {
    const entries = await stack.registry.triggers(controllerId());
    const count = new Map<string, number>();
    for (const {
      trigger: { id },
    } of entries)
      count.set(id, (count.get(id) ?? 0) + 1);
    return count;
  }

  // airflow#63507: one event that starts two runs.
  test('400 data changes reach it while it continues as new and its worker restarts: none is lost, none counts twice', async () => {
    await start();
    const ids = Array.from({ length: 400 }, (_, sent) => `file-${sent}`);
    let sent = 0;
    const send = async (): Promise<void> => {
      for (let id = ids[sent++]; id !== undefined; id = ids[sent++]) {
        await persist(id);
        // Senders who got no answer send again.
        if (sent % 10 === 0) await persist(id);
      }
    };
    /** Without a worker nothing is put on disk, and nothing is acknowledged. */
    const persist = async (id: string): Promise<void> => {
      try {
        await stack.controllers.dataChanged(address(), trigger(id));
      } catch (error) {
        if (!(error instanceof RequestRefusedError && error.type === refusalTypes.unavailable)) throw error;
        await persist(id);
      }
    };
    const restart = async (): Promise<void> => {
      for (const after of [100, 200, 300]) {
        while (sent < after) await pause(50);
        await stack.stopWorkers();
        await stack.startWorkers();
      }
    };
    await Promise.all([restart(), ...Array.from({ length: 8 }, send)]);
    await idle();
    const { runId, raw } = await controller().describe();
    expect(raw.workflowExecutionInfo?.firstRunId).not.toBe(runId);
    expect(await endings()).toEqual(new Map(ids.map((id) => [id, 1])));
    const { cycles } = await controller().query(controllerStatusQuery);
    expect(stack.world.calls.get('ingest-source')).toBe(2 * cycles);
  });

  // dagster#32853: of four partitions at once only the last fires; dagster#33059, prefect#17764: a restart cancels a backfill, a
  // redeploy deletes late runs.
  test('four cutoffs asked for at once are four cycles in their order, though the workers are replaced meanwhile', async () => {
    await start();
    stack.world.latest.set(region, week(4));
    holdCycles();
    await Promise.all(
      [3, 1, 2, 0].map((index) => request(`week-${index}`, { cause: 'backfill', cutoff: week(index) })),
    );
    await running();
    letGo();
    await stack.stopWorkers();
    await stack.startWorkers();
    await idle();
    const entries = await stack.registry.triggers(controllerId());
    const runs = entries.map(({ trigger: { id }, cycleId }) => [Number(cycleId?.split('/').at(-1)), id] as const);
    const inOrder = [...runs].sort(([a], [b]) => a - b).map(([, id]) => id);
    // The first to arrive may have started before the others were there; those that waited run by cutoff.
    expect(inOrder).toHaveLength(4);
    expect(inOrder.slice(1)).toEqual([...inOrder.slice(1)].sort());
    expect(entries.every(({ state, failure }) => state === 'ran' && failure === undefined)).toBe(true);
  });

  test('a trigger delivered again after the controller has forgotten it counts once: the registry remembers', async () => {
    await start();
    await request('old');
    await idle();
    for (let sent = 0; sent < 150; sent += 1) await stack.controllers.dataChanged(address(), trigger(`file-${sent}`));
    await idle();
    const { cycles } = await controller().query(controllerStatusQuery);
    expect(await request('old')).toMatchObject({ decision: 'duplicate' });
    await expect.poll(async () => (await controller().query(controllerStatusQuery)).pending).toBe(0);
    expect(await controller().query(controllerStatusQuery)).toMatchObject({ cycles, doing: 'waits for a trigger' });
  });

  test('one that was terminated is followed by one that continues its cycle and its count', async () => {
    await start();
    holdCycles();
    await request('first');
    const cycleId = await running();
    await expect.poll(() => stack.world.calls.get('ingest-source')).toBeGreaterThan(0);
    await controller().terminate('an operator');
    expect((await environment.client.workflow.getHandle(cycleId).describe()).status.name).toBe('RUNNING');
    await request('second');
    expect(await running()).toBe(cycleId);
    expect(await controller().query(controllerStatusQuery)).toMatchObject({ pending: 1, cycles: 1 });
    letGo();
    await idle();
    expect(await controller().query(ledgerQuery)).toMatchObject([
      { trigger: { id: 'first' }, state: 'ran', cycleId },
      { trigger: { id: 'second' }, state: 'ran', cycleId: expect.stringMatching(/\/2$/) as string },
    ]);
  });

  test('one that was terminated loses nothing it has acknowledged: its successor takes up triggers, pause and count', async () => {
    await start();
    await request('ran');
    await idle();
    await controller().executeUpdate(pauseUpdate, { args: [{ by: 'ann', reason: 'stocktaking' }] });
    await request('asked');
    await stack.controllers.dataChanged(address(), trigger('file'));
    await expect.poll(async () => (await stack.registry.openTriggers(controllerId())).length).toBe(2);
    await controller().terminate('an operator');
    await request('later');
    await expect
      .poll(() => controller().query(controllerStatusQuery))
      .toMatchObject({ paused: true, pausedBy: 'ann: stocktaking', pending: 3, cycles: 1 });
    // What the first one had answered is a duplicate to the second.
    expect(await request('asked')).toMatchObject({ decision: 'duplicate' });
    await controller().executeUpdate(resumeUpdate, { args: [{ by: 'ann' }] });
    await idle();
    expect(await endings()).toEqual(new Map(['ran', 'asked', 'file', 'later'].map((id) => [id, 1])));
    expect(await stack.registry.openTriggers(controllerId())).toEqual([]);
  });

  test('a rollback is scored though its controller is terminated at once', async () => {
    await start();
    await request('one');
    await idle();
    stack.world.latest.set(region, week(1));
    await request('two');
    await idle();
    await controller().executeUpdate(pauseUpdate, { args: [{ by: 'ann', reason: 'a look' }] });
    const { triggerId } = await controller().executeUpdate(rollbackUpdate, {
      args: [{ by: 'ann', reason: 'too low', format: 'large', velocity: 'fast' }],
    });
    await controller().terminate('an operator');
    await request('later');
    await controller().executeUpdate(resumeUpdate, { args: [{ by: 'ann' }] });
    await idle();
    expect((await endings()).get(triggerId)).toBe(1);
  });

  test('one that was terminated while its cycle ended does not run its triggers again', async () => {
    await start();
    holdCycles();
    await request('first');
    const cycleId = await running();
    await controller().terminate('an operator');
    letGo();
    await environment.client.workflow.getHandle(cycleId).result();
    await request('second');
    await idle();
    const entries = await stack.registry.triggers(controllerId());
    expect(entries.map(({ trigger: { id }, cycleId: by }) => [id, by])).toEqual([
      ['first', cycleId],
      ['second', expect.stringMatching(/\/2$/)],
    ]);
  });

  test('cancel ends the running cycle, with who and why in the ledger; what waited runs', async () => {
    await start();
    holdCycles();
    await request('first');
    const cycleId = await running();
    await request('second', { cutoff: week(-1) });
    const refused = controller().executeUpdate(cancelCycleUpdate, {
      args: [{ by: 'ann', reason: 'wrong file', cycleId: 'cycle/default/north/2020-01-06/9' }],
    });
    await expect(refused).rejects.toThrow(WorkflowUpdateFailedError);
    expect(await refused.catch((error: unknown) => (error as Error).cause)).toMatchObject({ type: 'NoSuchCycle' });
    await controller().executeUpdate(cancelCycleUpdate, { args: [{ by: 'ann', reason: 'wrong file' }] });
    letGo();
    await idle();
    const ledger = await controller().query(ledgerQuery);
    const byId = (id: string): LedgerEntry | undefined => ledger.find((entry) => entry.trigger.id === id);
    expect(byId('first')).toMatchObject({ state: 'ran', cycleId, failure: 'cancelled by ann: wrong file' });
    expect(byId('second')).toMatchObject({ state: 'ran' });
    expect(byId('second')?.failure).toBeUndefined();
    expect(await refusalOf(cancelCycleUpdate, { by: 'ann', reason: 'again' })).toBe('NoSuchCycle');
  });

  // dagster#11631: no way to resume only what failed.
  test('what failed is redone alone; where nothing failed there is nothing to redo', async () => {
    await start();
    stack.world.failing.add(`lasso ${region}/large/slow`).add(`network ${region}/large/slow`);
    await request('first');
    await idle();
    expect(await controller().query(controllerStatusQuery)).toMatchObject({
      lastCycle: { state: 'degraded', failedSegments: ['large/slow'] },
    });
    stack.world.failing.clear();
    // New code would retrain the other segment too, were it not for the wish.
    stack.world.codeVersion = 'code-2';
    const trained = stack.world.calls.get('validate-challenger') ?? 0;
    await request('again', { onlyFailed: true });
    await idle();
    expect(stack.world.calls.get('validate-challenger')).toBe(trained + 1);
    expect(await controller().query(controllerStatusQuery)).toMatchObject({
      lastCycle: { state: 'succeeded', cutoff: week(0), failedSegments: [] },
    });
    expect(await refusalOf(requestCycleUpdate, trigger('more', { onlyFailed: true }))).toBe('NothingFailed');
  });

  test('a cutoff long past is scored by a model of its time, and the champion stays', async () => {
    await start();
    stack.world.latest.set(region, week(4));
    await request('now');
    await idle();
    const segment = { region, format: 'large', velocity: 'fast' } as const;
    const champion = await stack.registry.champion('default', segment);
    await request('then', { cutoff: week(2) });
    await idle();
    const { lastCycle } = await controller().query(controllerStatusQuery);
    const result = await stack.registry.cycleResult(lastCycle?.cycleId ?? '');
    expect(result?.segments[0]).toMatchObject({
      outcome: 'backfilled',
      scoredBy: 'champion',
      championTrainedTo: week(2),
    });
    expect(result?.segments[0]?.champion).not.toBe(champion?.version);
    expect(await stack.registry.champion('default', segment)).toEqual(champion);
    const latest = await stack.ports.store.readPointer(`forecasts/default/${region}/latest`);
    expect(JSON.parse(latest ?? '')).toMatchObject({ cutoff: week(4) });
  });

  test('cancelled itself, it takes its cycle along; what waits is run by the next one', async () => {
    await start();
    holdCycles();
    await request('first');
    const cycleId = await running();
    await request('second', { cutoff: week(-1) });
    await controller().cancel();
    letGo();
    await expect(controller().result()).rejects.toThrow();
    await expect(environment.client.workflow.getHandle(cycleId).result()).rejects.toThrow();
    const ended = async () =>
      (await stack.registry.triggers(controllerId())).map(({ trigger: { id }, state }) => [id, state]);
    expect(await ended()).toEqual([['first', 'ran']]);
    await request('third', { cutoff: week(-1) });
    await idle();
    expect((await ended()).map(([id]) => id)).toEqual(['first', 'second', 'third']);
  });

  test('rolled back, a segment is scored by its champion before; the version that was rolled back does not return automatically', async () => {
    await start();
    await request('one');
    await idle();
    const segment = { region, format: 'large', velocity: 'fast' } as const;
    const before = await stack.registry.champion('default', segment);
    stack.world.latest.set(region, week(1));
    await request('two');
    await idle();
    const after = await stack.registry.champion('default', segment);
    expect(after?.version).not.toBe(before?.version);

    const { triggerId, ...rolledBack } = await controller().executeUpdate(rollbackUpdate, {
      args: [{ by: 'ann', reason: 'too low in stores', format: 'large', velocity: 'fast' }],
    });
    expect(rolledBack).toEqual({ segment: `${region}/large/fast`, from: after?.version, to: before?.version });
    await idle();
    const entry = (await controller().query(ledgerQuery)).find(({ trigger: { id } }) => id === triggerId);
    expect(entry).toMatchObject({ state: 'ran', trigger: { requestedBy: 'ann', retrain: 'none' } });
    const result = await stack.registry.cycleResult(entry?.cycleId ?? '');
    expect(result?.segments[0]).toMatchObject({ outcome: 'kept', champion: before?.version });

    expect(await refusalOf(rollbackUpdate, { by: 'ann', reason: 'x', format: 'large', velocity: 'fast' })).toBe(
      'RollbackRefused',
    );
    expect(await refusalOf(rollbackUpdate, { by: 'ann', reason: 'x', format: 'large', velocity: 'brisk' })).toBe(
      'InvalidMessage',
    );
    expect(await refusalOf(rollbackUpdate, undefined)).toBe('InvalidMessage');
    const actions = (await stack.registry.audit()).map(({ actor, action }) => [actor, action]);
    expect(actions).toContainEqual(['ann', 'rollback']);
  });

  async function refusalOf(update: { readonly name: string }, message: unknown): Promise<string | null | undefined> {
    const error: unknown = await controller()
      .executeUpdate(update.name, { args: [message] })
      .catch((thrown: unknown) => thrown);
    return (error as { cause?: { type?: string | null } }).cause?.type;
  }

  test('a pause and a resume are in the audit trail, with who and why, once', async () => {
    await start();
    await request('first');
    await idle();
    await controller().executeUpdate(pauseUpdate, { args: [{ by: 'ann', reason: 'stock count' }], updateId: 'hold-1' });
    await controller().executeUpdate(resumeUpdate, { args: [{ by: 'bob' }] });
    const { environment } = address();
    const trail = async () => stack.registry.findAudit({ entity: `${environment}/${region}` });
    const holds = (await trail()).filter(({ action }) => action === 'pause' || action === 'resume');
    const id = `hold/${environment}/${region}/hold-1`;
    expect(holds).toMatchObject([
      { action: 'pause', actor: 'ann', facts: { hold: id, reason: 'stock count' } },
      { action: 'resume', actor: 'bob' },
    ]);
    // Another attempt at the same.
    await recordHold(stack, { ...address(), id, action: 'pause', by: 'ann', reason: 'stock count' });
    expect((await trail()).filter(({ action }) => action === 'pause')).toHaveLength(1);
  });

  test('bad input to any message is refused by type, and the controller lives on', async () => {
    await start();
    await request('first');
    await idle();
    const bad: readonly (readonly [{ readonly name: string }, unknown, string])[] = [
      [requestCycleUpdate, undefined, 'InvalidTrigger'],
      [requestCycleUpdate, 'a string', 'InvalidTrigger'],
      [requestCycleUpdate, trigger('x', { cutoff: week(0), asOf: week(0) }), 'InvalidTrigger'],
      [requestCycleUpdate, trigger('x', { onlyFailed: true, retrain: 'all' }), 'InvalidTrigger'],
      [requestCycleUpdate, trigger('x', { asOf: 'yesterday' }), 'InvalidTrigger'],
      [requestCycleUpdate, trigger('x', { retrain: [] }), 'InvalidTrigger'],
      [requestCycleUpdate, trigger('x', { reason: 'y'.repeat(1001) }), 'InvalidTrigger'],
      [requestCycleUpdate, trigger('x'.repeat(201)), 'InvalidTrigger'],
      [pauseUpdate, undefined, 'InvalidMessage'],
      [pauseUpdate, { by: 'ann' }, 'InvalidMessage'],
      [pauseUpdate, { by: '', reason: 'x' }, 'InvalidMessage'],
      [pauseUpdate, { by: 'ann', reason: 'x', until: 'never' }, 'InvalidMessage'],
      [resumeUpdate, undefined, 'InvalidMessage'],
      [resumeUpdate, { by: 7 }, 'InvalidMessage'],
      [cancelCycleUpdate, undefined, 'InvalidMessage'],
      [cancelCycleUpdate, { by: 'ann' }, 'InvalidMessage'],
      [cancelCycleUpdate, { by: 'ann', reason: 'x', cycleId: 3 }, 'InvalidMessage'],
      [cancelCycleUpdate, { by: 'ann', reason: 'nothing runs' }, 'NoSuchCycle'],
    ];
    for (const [update, message, type] of bad) {
      expect([update.name, message, await refusalOf(update, message)]).toEqual([update.name, message, type]);
    }
    for (const message of [undefined, 'text', 12, [], { id: 'x' }, trigger('y', { cause: 'whim' as 'data' })]) {
      expect(await refusalOf(dataChangedUpdate, message)).toBe('InvalidTrigger');
      await controller().signal('cycleEnded', message);
    }
    await controller().signal('an unknown signal', {});
    await expect(controller().query('an unknown query')).rejects.toThrow();
    await expect(controller().executeUpdate('an unknown update', { args: [] })).rejects.toThrow();
    await request('good');
    await idle();
    expect(await controller().query(ledgerQuery)).toMatchObject([
      { trigger: { id: 'first' } },
      { trigger: { id: 'good' } },
    ]);
  });
});
