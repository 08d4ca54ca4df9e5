import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { createOrchestrationActivities, createPromotionActivities } from '../../src/activities/index.ts';
import type { ActivityPorts } from '../../src/activities/ports.ts';
import type { Challenger } from '../../src/contracts/cycle.ts';
import type { PromotionPlan } from '../../src/contracts/promotion-plan.ts';
import type { PromotionInput } from '../../src/contracts/promotion.ts';
import { taskQueues } from '../../src/contracts/task-queues.ts';
import type { Trigger } from '../../src/contracts/trigger.ts';
import { promotionId } from '../../src/contracts/workflow-ids.ts';
import type { Registry } from '../../src/ports/registry.ts';
import type { promotion } from '../../src/workflows/index.ts';
import { workerBase } from '../../src/workers/worker-base.ts';
import { registeredModel } from './registered-models.ts';
import { startTestRegistry } from './registry.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

type PromotionHandle = WorkflowHandle<typeof promotion>;

/** Promotions on a server, with the real activities over a real registry; only the controllers they wake are written down. */
export interface Promotions {
  readonly registry: Registry;
  /** What controllers were notified of. */
  readonly triggers: readonly Trigger[];
  /** A new environment with the models m1, m2 and m3 of a segment, of which m1 is champion. */
  newEnvironment(): Promise<string>;
  /** Has the activities see another registry, until the next environment. */
  useRegistry(registry: Registry): void;
  start(version: string, more?: Partial<PromotionInput>): Promise<PromotionHandle>;
  /** Until a promotion waits for a person. */
  waiting(handle: PromotionHandle): Promise<void>;
  champion(): Promise<string | undefined>;
  /** The steps written down of a version's promotion. */
  kinds(version: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const manual: PromotionPlan = { policy: 'manual', remindEveryHours: 24, expireAfterDays: 7 };
const { segment, datasetVersion, trainingCutoff } = registeredModel('m1').record;

export function challengerOf(version: string, gatePassed = true): Challenger {
  const { backtest } = registeredModel(version).record;
  const gate = [{ check: 'mape within target', passed: gatePassed, detail: 'MAPE 27.5%' }];
  return { version, segment, backtest, gate, gatePassed };
}

/** @param before those on a cluster that was lost: their registry and environment stay. Default: new ones */
export async function startPromotions(
  server: TestWorkflowEnvironment,
  before?: { readonly registry: Registry; readonly environment: string },
): Promise<Promotions> {
  const database = before ? { registry: before.registry, stop: () => Promise.resolve() } : await startTestRegistry();
  const { registry } = database;
  const manifest = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
  if (!before) {
    await registry.recordDataset({
      ...{ version: datasetVersion, region: segment.region, cutoff: trainingCutoff, manifest, rows: 1 },
      ...{ qualityProfile: {}, files: [] },
    });
  }
  const triggers: Trigger[] = [];
  let seen = registry;
  let environment = before?.environment ?? '';
  const ports = {
    get registry() {
      return seen;
    },
    controllers: {
      requestCycle: (_address: unknown, trigger: Trigger) => {
        triggers.push(trigger);
        return Promise.resolve({ triggerId: trigger.id, decision: 'queued' });
      },
    },
  } as unknown as ActivityPorts;
  const worker = await Worker.create({
    ...workerBase,
    connection: server.nativeConnection,
    taskQueue: taskQueues.orchestration,
    workflowBundle: await bundleWorkflows(),
    activities: { ...createOrchestrationActivities(ports), ...createPromotionActivities(ports) },
  });
  const running = worker.run();
  return {
    registry,
    triggers,
    async newEnvironment() {
      environment = randomUUID();
      seen = registry;
      triggers.length = 0;
      for (const version of ['m1', 'm2', 'm3']) {
        await registry.recordModel(environment, registeredModel(version).record);
      }
      await registry.promote({ environment, segment, version: 'm1', actor: 'cycle', facts: {} });
      return environment;
    },
    useRegistry(other) {
      seen = other;
    },
    start(version, more = {}) {
      const input = { environment, cycleId: 'cycle/1', cutoff: '2025-10-06', plan: manual };
      return server.client.workflow.start<typeof promotion>('promotion', {
        workflowId: promotionId(environment, segment, version),
        taskQueue: taskQueues.orchestration,
        args: [{ ...input, challenger: challengerOf(version), ...more }],
      });
    },
    async waiting(handle) {
      const { runId } = await handle.describe();
      for (;;) {
        const waits = await registry.waitingPromotions(environment, segment);
        if (waits.some(({ run }) => run === runId)) return;
        const { status } = await handle.describe();
        if (status.name !== 'RUNNING') throw new Error(`${handle.workflowId} does not wait: it is ${status.name}`);
        await pause(50);
      }
    },
    champion: async () => (await registry.champion(environment, segment))?.version,
    kinds: async (version) => (await registry.decisionsOn(environment, version)).map(({ kind }) => kind),
    async stop() {
      worker.shutdown();
      await running;
      await database.stop();
    },
  };
}
