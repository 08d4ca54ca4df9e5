import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { WorkflowFailedError, WorkflowHandle } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createOrchestrationActivities, createPromotionActivities } from '../../../src/activities/index.ts';
import type { ActivityPorts } from '../../../src/activities/ports.ts';
import type { Challenger } from '../../../src/contracts/cycle.ts';
import { approveUpdate, promotionStatusQuery, rejectUpdate, supersedeSignal } from '../../../src/contracts/messages.ts';
import type { PromotionPlan } from '../../../src/contracts/promotion-plan.ts';
import type { Decision, PromotionInput } from '../../../src/contracts/promotion.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { promotionId } from '../../../src/contracts/workflow-ids.ts';
import type { promotion } from '../../../src/workflows/index.ts';
import type { Registry } from '../../../src/ports/registry.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { startTimeSkippingServer } from '../../support/time-skipping.ts';

const artifact = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
const dayMs = 86_400_000;
const word: Decision = { by: 'ann', reason: 'looked at it' };

type Handle = WorkflowHandle<typeof promotion>;

/** Real server with time that skips, real activities, a real registry; only the controller at the end is written down. */
describe('promotion', () => {
  let server: TestWorkflowEnvironment;
  let bundle: WorkflowBundle;
  let database: TestRegistry;
  let environment: string;
  /** What activities see of it; a test may hold back a step. */
  let registry: Registry;
  let triggers: Trigger[];
  let started: Handle[];

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    const workflowsPath = fileURLToPath(new URL('../../../src/workflows/index.ts', import.meta.url));
    // By itself: it gives up where the other two leave it too little of the machine.
    server = await startTimeSkippingServer();
    [bundle, database] = await Promise.all([
      bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }),
      startTestRegistry(),
    ]);
    const { datasetVersion: version, trainingCutoff: cutoff } = registeredModel('m1').record;
    await database.registry.recordDataset({
      ...{ version, region: 'north', cutoff, manifest: artifact, rows: 1, qualityProfile: {}, files: [] },
    });
  });
  afterAll(async () => {
    await server.teardown();
    await database.stop();
  });
  beforeEach(async () => {
    environment = randomUUID();
    registry = database.registry;
    triggers = [];
    started = [];
    for (const version of ['m1', 'm2', 'm3']) {
      await database.registry.recordModel(environment, registeredModel(version).record);
    }
    const { segment } = registeredModel('m1').record;
    await database.registry.promote({ environment, segment, version: 'm1', actor: 'cycle', facts: {} });
  });

  async function withWorker(body: () => Promise<void>): Promise<void> {
    const controllers = {
      requestCycle: (_address: unknown, trigger: Trigger) => {
        triggers.push(trigger);
        return Promise.resolve({ triggerId: trigger.id, decision: 'queued' });
      },
    };
    const ports = { registry, controllers } as unknown as ActivityPorts;
    const worker = await Worker.create({
      connection: server.nativeConnection,
      taskQueue: taskQueues.orchestration,
      workflowBundle: bundle,
      activities: { ...createOrchestrationActivities(ports), ...createPromotionActivities(ports) },
    });
    await worker.runUntil(async () => {
      await body();
      // A task that nobody is there to take would keep the server's time from skipping in the next test.
      await Promise.allSettled(started.map((handle) => handle.result()));
    });
  }

  const challenger = (version: string, gatePassed = true): Challenger => {
    const { segment, backtest } = registeredModel(version).record;
    const gate = [{ check: 'mape within target', passed: gatePassed, detail: 'MAPE 27.5%' }];
    return { version, segment, backtest, gate, gatePassed };
  };
  const manual: PromotionPlan = { policy: 'manual', remindEveryHours: 24, expireAfterDays: 7 };
  const start = async (version: string, more: Partial<PromotionInput> = {}): Promise<Handle> => {
    const { segment } = challenger(version);
    const handle = await server.client.workflow.start<typeof promotion>('promotion', {
      workflowId: promotionId(environment, segment, version),
      taskQueue: taskQueues.orchestration,
      args: [
        {
          ...{ environment, cycleId: 'cycle/1', cutoff: '2025-10-06', challenger: challenger(version), plan: manual },
          ...more,
        },
      ],
    });
    started.push(handle);
    return handle;
  };
  const waiting = async (handle: Handle): Promise<void> => {
    const { runId } = await handle.describe();
    const { segment } = challenger('m1');
    for (;;) {
      const waits = await database.registry.waitingPromotions(environment, segment);
      if (waits.some(({ run }) => run === runId)) return;
      await pause(50);
    }
  };
  const champion = async () => (await database.registry.champion(environment, challenger('m1').segment))?.version;
  const kinds = async (version: string) =>
    (await database.registry.decisionsOn(environment, version)).map(({ kind }) => kind);
  const refusal = (update: Promise<unknown>): Promise<unknown> =>
    update.then(
      () => 'accepted',
      (error: unknown) => (error as Error).cause,
    );

  test('under the automatic policy the gate decides at once', async () => {
    await withWorker(async () => {
      const plan = { policy: 'automatic' } as const;
      const passed = await start('m2', { plan });
      expect(await passed.result()).toMatchObject({ decision: 'promoted', by: 'cycle/1' });
      expect(await champion()).toBe('m2');
      const failed = await start('m3', { plan, challenger: challenger('m3', false) });
      expect(await failed.result()).toEqual({
        decision: 'rejected',
        by: 'cycle/1',
        reason: 'mape within target: MAPE 27.5%',
      });
      expect(await champion()).toBe('m2');
      expect(await kinds('m3')).toEqual(['reject']);
    });
  });

  test('an approval makes the challenger champion, is audited with who, why and figures, and asks for a scoring cycle', async () => {
    await withWorker(async () => {
      const handle = await start('m2');
      await waiting(handle);
      expect(await champion()).toBe('m1');
      expect(await handle.query(promotionStatusQuery)).toMatchObject({
        champion: 'm1',
        state: 'waiting',
        reminders: 0,
        expiresAt: expect.stringMatching(/Z$/) as string,
      });
      // The word is answered once the champion has changed.
      expect(await handle.executeUpdate(approveUpdate, { args: [word] })).toEqual({ decision: 'promoted', ...word });
      expect(await champion()).toBe('m2');
      expect(await handle.result()).toEqual({ decision: 'promoted', ...word });
      expect(triggers).toEqual([
        {
          id: expect.stringMatching(/^promotion\/m2\//) as string,
          cause: 'request',
          requestedBy: 'ann',
          cutoff: '2025-10-06',
          retrain: 'none',
          reason: 'approved north/large/fast: looked at it',
        },
      ]);
      const audit = (await database.registry.audit()).filter(({ subject }) => subject.startsWith(environment));
      const { metrics } = challenger('m2').backtest;
      expect(audit.slice(-2)).toMatchObject([
        { action: 'approve', actor: 'ann', facts: { reason: 'looked at it', metrics, champion: 'm1' } },
        { action: 'promote', actor: 'ann', facts: { version: 'm2', previous: 'm1', policy: 'manual', metrics } },
      ]);
    });
  });

  test('a rejection keeps the champion', async () => {
    await withWorker(async () => {
      const handle = await start('m2');
      expect(await handle.executeUpdate(rejectUpdate, { args: [word] })).toEqual({ decision: 'rejected', ...word });
      expect(await handle.result()).toEqual({ decision: 'rejected', ...word });
      expect(await champion()).toBe('m1');
      expect(await kinds('m2')).toEqual(['wait', 'reject']);
      expect(triggers).toEqual([]);
    });
  });

  test('nobody decides: a reminder a day, then the old champion stays', async () => {
    await withWorker(async () => {
      const handle = await start('m2');
      expect(await handle.result()).toMatchObject({
        decision: 'expired',
        reason: expect.stringMatching(/^nobody decided until/) as string,
      });
      const { startTime, closeTime = startTime, historyLength } = await handle.describe();
      expect(Math.floor((closeTime.getTime() - startTime.getTime()) / dayMs)).toBe(7);
      expect(await champion()).toBe('m1');
      expect(await kinds('m2')).toEqual(['wait', ...Array<string>(6).fill('remind'), 'expire']);
      // A week of reminders is a small history.
      expect(historyLength).toBeLessThan(150);
    });
  });

  test('weeks of waiting are over with the word', async () => {
    await withWorker(async () => {
      const handle = await start('m2', { plan: { policy: 'manual', remindEveryHours: 48, expireAfterDays: 30 } });
      await server.sleep('19 days');
      expect(await handle.query(promotionStatusQuery)).toMatchObject({ state: 'waiting', reminders: 9 });
      await handle.executeUpdate(approveUpdate, { args: [word] });
      expect(await champion()).toBe('m2');
    });
  });

  // The test server may skip no more time once a workflow has signalled another: what sleeps comes before what displaces.
  test('one that its gate refused displaces none that passed, is not reminded of, and can be approved all the same', async () => {
    await withWorker(async () => {
      const passed = await start('m2', { plan: { policy: 'manual', remindEveryHours: 24, expireAfterDays: 30 } });
      await waiting(passed);
      const refused = await start('m3', { cutoff: '2025-10-13', challenger: challenger('m3', false) });
      await waiting(refused);
      await server.sleep('60 hours');
      expect(await passed.query(promotionStatusQuery)).toMatchObject({ state: 'waiting', reminders: 2 });
      expect(await refused.query(promotionStatusQuery)).toMatchObject({ state: 'waiting', reminders: 0 });
      const [began] = await database.registry.decisionsOn(environment, 'm3');
      expect(began).toMatchObject({
        kind: 'wait',
        gatePassed: false,
        reason: expect.stringMatching(/^refused by its gate: mape/) as string,
      });
      await refused.executeUpdate(approveUpdate, { args: [word] });
      expect(await champion()).toBe('m3');
      // Older than the champion by now.
      while (['wait', 'remind'].includes((await kinds('m2')).at(-1) ?? '')) await pause(50);
      expect(await passed.result()).toMatchObject({ decision: 'superseded', by: refused.workflowId });
    });
  });

  test('a newer challenger takes the place of one that waits', async () => {
    await withWorker(async () => {
      const older = await start('m2');
      await waiting(older);
      const newer = await start('m3', { cutoff: '2025-10-13' });
      expect(await older.result()).toEqual({
        decision: 'superseded',
        by: newer.workflowId,
        reason: `${newer.workflowId} takes its place`,
      });
      expect(await newer.query(promotionStatusQuery)).toMatchObject({ state: 'waiting' });
      await newer.executeUpdate(rejectUpdate, { args: [word] });
      expect(await kinds('m2')).toEqual(['wait', 'supersede']);
    });
  });

  test('of words side by side one counts, the others hear whose', async () => {
    await withWorker(async () => {
      const handle = await start('m2');
      const words = await Promise.allSettled([
        handle.executeUpdate(rejectUpdate, { args: [{ by: 'ann', reason: 'no' }] }),
        handle.executeUpdate(approveUpdate, { args: [{ by: 'bob', reason: 'yes' }] }),
        handle.executeUpdate(approveUpdate, { args: [{ by: 'eve', reason: 'yes' }] }),
      ]);
      const outcome = await handle.result();
      expect(words.filter(({ status }) => status === 'fulfilled').map((one) => 'value' in one && one.value)).toEqual([
        outcome,
      ]);
      const refused = words.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).cause] : []));
      expect(refused).toHaveLength(2);
      expect(await champion()).toBe(outcome.decision === 'promoted' ? 'm2' : 'm1');
      expect(await kinds('m2')).toHaveLength(2);
    });
  });

  test('a word after the decision is refused by name, while the decision is still being carried out', async () => {
    // Without its registry the decision has fallen, but cannot be written down yet.
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    registry = {
      ...database.registry,
      recordDecision: async (decision) => {
        if (decision.kind === 'reject') await held;
        return database.registry.recordDecision(decision);
      },
    };
    await withWorker(async () => {
      const handle = await start('m2');
      const rejected = await handle.startUpdate(rejectUpdate, { args: [word], waitForStage: 'ACCEPTED' });
      expect(
        await refusal(handle.executeUpdate(approveUpdate, { args: [{ by: 'bob', reason: 'yes' }] })),
      ).toMatchObject({
        type: 'AlreadyDecided',
        message: 'm2 of north/large/fast has been decided: reject by ann: looked at it',
      });
      release();
      expect(await rejected.result()).toEqual({ decision: 'rejected', ...word });
    });
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'yes'],
    ['nobody', { by: '', reason: 'because' }],
    ['no reason', { by: 'ann' }],
    ['a field nobody knows', { ...word, sure: true }],
    ['a reason without end', { by: 'ann', reason: 'x'.repeat(1001) }],
  ])('%s is no decision: refused, and the wait goes on', async (_what, bad) => {
    await withWorker(async () => {
      const handle = await start('m2');
      for (const update of [approveUpdate, rejectUpdate]) {
        expect(await refusal(handle.executeUpdate(update, { args: [bad as Decision] }))).toMatchObject({
          type: 'InvalidDecision',
        });
      }
      await handle.executeUpdate(rejectUpdate, { args: [word] });
      expect(await handle.result()).toMatchObject({ decision: 'rejected' });
    });
  });

  test('a supersede signal that does not say by whom is ignored', async () => {
    await withWorker(async () => {
      const handle = await start('m2');
      for (const bad of [undefined, 'm3', {}, { by: '' }]) await handle.signal(supersedeSignal, bad as { by: string });
      await handle.executeUpdate(approveUpdate, { args: [word] });
      expect(await champion()).toBe('m2');
    });
  });

  test('where the gate decides, nobody is asked', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    registry = {
      ...database.registry,
      promote: async (change) => {
        await held;
        return database.registry.promote(change);
      },
    };
    await withWorker(async () => {
      const handle = await start('m2', { plan: { policy: 'automatic' } });
      expect(await refusal(handle.executeUpdate(rejectUpdate, { args: [word] }))).toMatchObject({
        type: 'NotAwaitingApproval',
      });
      release();
      expect(await handle.result()).toMatchObject({ decision: 'promoted' });
    });
  });

  test('a wait that is cancelled as a workflow is written down as that', async () => {
    await withWorker(async () => {
      const handle = await start('m2');
      await waiting(handle);
      await handle.cancel();
      const error: unknown = await handle.result().catch((failed: unknown) => failed);
      expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
      expect(await kinds('m2')).toEqual(['wait', 'cancel']);
    });
  });

  test('a wait whose workflow was terminated is ended by the next challenger', async () => {
    await withWorker(async () => {
      const older = await start('m2');
      await waiting(older);
      await older.terminate();
      const newer = await start('m3', { cutoff: '2025-10-13' });
      await waiting(newer);
      while ((await kinds('m2')).length < 2) await pause(50);
      expect(await kinds('m2')).toEqual(['wait', 'supersede']);
      await newer.executeUpdate(rejectUpdate, { args: [word] });
    });
  });
});
