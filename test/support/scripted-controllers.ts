import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type {
  DataActivities,
  OrchestrationActivities,
  ScoringActivities,
  TrainingActivities,
} from '../../src/activities/index.ts';
import type { FoundCycle, PreviousControllerState } from '../../src/contracts/controller.ts';
import type { CycleEnd } from '../../src/contracts/cycle-end.ts';
import type { RegionCycleInput, SegmentAssessment, SegmentData, TrainedMember } from '../../src/contracts/cycle.ts';
import { ledgerQuery } from '../../src/contracts/messages.ts';
import { taskQueues } from '../../src/contracts/task-queues.ts';
import type { Trigger } from '../../src/contracts/trigger.ts';
import { regionControllerId, regionCycleId } from '../../src/contracts/workflow-ids.ts';
import type { regionController } from '../../src/workflows/index.ts';
import type { RegionControllerInput } from '../../src/workflows/region-controller.ts';
import { workerBase } from '../../src/workers/worker-base.ts';
import { startDevServer } from './dev-server.ts';
import { bundleWorkflows } from './workflow-bundle.ts';

export type ControllerHandle = WorkflowHandle<typeof regionController>;

/** Region controllers on a server, with the real workflows and scripted activities. */
export interface ScriptedControllers {
  /** What the activities of the running test do and saw; a new one for every test. */
  script: Script;
  /** Runs a test with a controller of its own. */
  withController(
    body: (controller: ControllerHandle) => Promise<void>,
    more?: Pick<RegionControllerInput, 'carried'>,
  ): Promise<void>;
  stop(): Promise<void>;
}

const artifact = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
const segments: readonly SegmentData[] = (['fast', 'slow'] as const).map((velocity) => ({
  segment: { region: 'north', format: 'large', velocity },
  items: artifact,
  series: 2,
  dataHash: 'h',
}));
const metrics = { rows: 1, mape: 0.2, rmse0: null, rmseAll: 1, wape: 0.2, bias: 0 };

/** The faults the activities of a test show, and what they saw. */
export interface Script {
  failingMembers: ReadonlySet<string>;
  /** Members whose training ends only when it is cancelled. */
  hangingMembers: ReadonlySet<string>;
  sourceFault: string | undefined;
  evaluationFault: string | undefined;
  /** Whether an evaluation ends only when it is cancelled. */
  evaluationHangs: boolean;
  registryIsAway: boolean;
  cycles: RegionCycleInput[];
  /** Ids of triggers that were refused and taken off the disk. */
  withdrawn: string[];
  closed: string[];
  /** What was computed, once for each time. */
  computed: string[];
  /** How often each record is still refused, since the registry is away. */
  refusals: Map<string, number>;
  quietPeriodSeconds: number;
  /** What an earlier controller left. */
  left: PreviousControllerState;
  /** What is found of a cycle whose id is taken. */
  found: FoundCycle | undefined;
  /** What a look at a cycle that has not reported its end finds. */
  look: (cycleId: string, cutoff: string) => CycleEnd | undefined;
}

/** Activities whose results are small and fixed: what is tested is the order, the timers and the messages. */
function scripted(
  current: () => Script,
): OrchestrationActivities & DataActivities & TrainingActivities & ScoringActivities {
  const recorded = (what: string): Promise<void> => {
    const { refusals } = current();
    const left = refusals.get(what) ?? 0;
    refusals.set(what, left - 1);
    return left > 0 ? Promise.reject(new Error('connect ECONNREFUSED 127.0.0.1:5432')) : Promise.resolve();
  };
  return {
    openCycle: ({ cycle }) => {
      current().cycles.push(cycle);
      return Promise.resolve({ sources: ['sales'], promotion: { policy: 'automatic' as const } });
    },
    closeCycle: (ended) => {
      current().closed.push('result' in ended ? 'result' : ended.failure);
      return Promise.resolve();
    },
    previousControllerState: () => Promise.resolve(current().left),
    findCycle: () => Promise.resolve(current().found),
    lookAtCycle: ({ cycleId, cutoff }) => Promise.resolve(current().look(cycleId, cutoff)),
    deliverTrigger: () => Promise.reject(new Error('no workflow of these tests delivers triggers')),
    prepareCycle: () =>
      Promise.resolve({
        dataChange: {
          quietPeriodSeconds: current().quietPeriodSeconds,
          longestWaitSeconds: 3 * current().quietPeriodSeconds,
        },
        staleAfterDays: 60,
      }),
    acceptTriggers: () =>
      current().registryIsAway ? Promise.reject(new Error('connect ECONNREFUSED')) : Promise.resolve([]),
    withdrawTriggers: ({ entries }) => {
      if (current().registryIsAway) return Promise.reject(new Error('connect ECONNREFUSED'));
      current().withdrawn.push(...entries.map(({ trigger: { id } }) => id));
      return Promise.resolve();
    },
    recordTriggers: () => Promise.resolve(),
    recordHold: () => Promise.resolve(),
    latestCutoff: () => Promise.resolve('2026-11-09'),
    ingestSource: ({ source }) => {
      const { sourceFault } = current();
      return sourceFault === undefined
        ? Promise.resolve({ source, files: 1, newFiles: 0, rows: 5, quarantined: 0, reasons: {}, listing: artifact })
        : Promise.reject(ApplicationFailure.nonRetryable(sourceFault, 'DataError'));
    },
    snapshotDataset: () => {
      current().computed.push('snapshot');
      const dataset = { version: 'd1', manifest: artifact, rows: 5, quarantined: 0, segments };
      return Promise.resolve({ dataset, record: artifact });
    },
    recordDataset: () => recorded('dataset'),
    recordModel: () => recorded('model'),
    recordEvaluation: () => recorded('evaluation'),
    assessSegments: ({ segments: assessed }) =>
      Promise.resolve(
        assessed.map((data): SegmentAssessment => ({
          data,
          findings: [{ cause: 'never-trained', holds: true, detail: 'no champion' }],
          retrain: true,
          reason: 'never-trained: no champion',
        })),
      ),
    trainMember: async ({ member, assessment }): Promise<TrainedMember> => {
      const name = `${member} ${assessment.data.segment.velocity}`;
      if (current().failingMembers.has(name))
        throw ApplicationFailure.nonRetryable(`${member} diverged`, 'TrainingError');
      if (current().hangingMembers.has(name)) await untilCancelled();
      return { member, files: {}, windows: [], seconds: 1, reusedFits: 0 };
    },
    validateChallenger: ({ assessment, trained }) => {
      current().computed.push(`validate ${assessment.data.segment.velocity}`);
      const challenger = {
        version: trained.map(({ member }) => member).join('+'),
        segment: assessment.data.segment,
        backtest: {
          windows: [],
          metrics: { ensemble: metrics },
          reduction: 0.5,
          reductionGeometric: null,
          coverage: null,
          weights: {},
        },
        gate: [],
        gatePassed: true,
      };
      return Promise.resolve({ challenger, record: artifact });
    },
    promoteChallenger: () => Promise.resolve(),
    scoreRegion: ({ segments: scored }) =>
      Promise.resolve({
        rows: 6,
        parquet: artifact,
        csv: artifact,
        fallbacks: Object.fromEntries(
          scored.flatMap(({ segment, champion }) =>
            champion === undefined
              ? [
                  [
                    `${segment.format}/${segment.velocity}`,
                    { by: 'seasonal' as const, reason: 'the segment has no champion' },
                  ],
                ]
              : [],
          ),
        ),
      }),
    commitCycle: () => Promise.resolve({ uri: 'file:///forecasts.csv', leftOut: [] }),
    publishForecasts: () => Promise.resolve(),
    evaluateForecasts: () => {
      const { evaluationFault, evaluationHangs } = current();
      if (evaluationHangs) return untilCancelled();
      return evaluationFault === undefined
        ? Promise.resolve({ rows: 0, metrics: {} })
        : Promise.reject(ApplicationFailure.nonRetryable(evaluationFault, 'DataError'));
    },
  };
}

/** A worker hears of a cancellation by the answer to a heartbeat. */
async function untilCancelled(): Promise<never> {
  const activity = Context.current();
  const beat = setInterval(() => activity.heartbeat(), 100);
  return activity.cancelled.finally(() => clearInterval(beat));
}

const newScript = (): Script => ({
  failingMembers: new Set(),
  hangingMembers: new Set(),
  sourceFault: undefined,
  evaluationFault: undefined,
  evaluationHangs: false,
  registryIsAway: false,
  cycles: [],
  withdrawn: [],
  closed: [],
  computed: [],
  refusals: new Map(),
  quietPeriodSeconds: 600,
  left: { cycles: 0 },
  found: undefined,
  look: () => undefined,
});

export const trigger = (id: string, more: Partial<Trigger> = {}): Trigger => ({
  id,
  cause: 'request',
  requestedBy: 'ann',
  ...more,
});

/** The state of every trigger the controller knows, by id. */
export async function states(controller: ControllerHandle): Promise<Record<string, string>> {
  return Object.fromEntries((await controller.query(ledgerQuery)).map((entry) => [entry.trigger.id, entry.state]));
}

/** Until that many triggers have run or were merged; `pause` lets time pass between two looks. */
export async function settled(
  controller: ControllerHandle,
  triggers: number,
  pause: () => Promise<unknown>,
): Promise<void> {
  for (;;) {
    const ended = Object.values(await states(controller)).filter((state) => !['pending', 'running'].includes(state));
    if (ended.length === triggers) return;
    await pause();
  }
}

/**
 * Waits for the end of a workflow, or of the runs that continue it. The time-skipping server may never answer somebody who waits for a result, so
 * this asks.
 */
async function ended(handle: WorkflowHandle): Promise<void> {
  while ((await handle.describe()).status.name === 'RUNNING') await sleep(50);
}

export async function startScriptedControllers(environment: TestWorkflowEnvironment): Promise<ScriptedControllers> {
  const connection = environment.nativeConnection;
  const controllers = { script: newScript() };
  const activities = scripted(() => controllers.script);
  const workers = await Promise.all([
    Worker.create({
      ...workerBase,
      connection,
      taskQueue: taskQueues.orchestration,
      workflowBundle: await bundleWorkflows(),
      activities,
    }),
    ...[taskQueues.data, taskQueues.training, taskQueues.scoring].map((taskQueue) =>
      Worker.create({ connection, taskQueue, activities, maxHeartbeatThrottleInterval: '200 milliseconds' }),
    ),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const { workflow } = environment.client;
  return Object.assign(controllers, {
    withController: async (
      body: (controller: ControllerHandle) => Promise<void>,
      more: Pick<RegionControllerInput, 'carried'> = {},
    ) => {
      const address = { environment: randomUUID(), region: 'north' };
      const controller = await workflow.start<typeof regionController>('regionController', {
        workflowId: regionControllerId(address.environment, address.region),
        taskQueue: taskQueues.orchestration,
        args: [{ ...address, ...more }],
      });
      try {
        await body(controller);
      } finally {
        // A test may have terminated it.
        await controller.cancel().catch(() => undefined);
        await ended(controller);
        for (const { environment: of, region, cutoff, number } of controllers.script.cycles) {
          await ended(workflow.getHandle(regionCycleId(of, region, cutoff, number))).catch(() => undefined);
        }
      }
    },
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await running;
    },
  });
}

/** What the tests of a file share; the script is a new one for each. */
export interface ScriptedSuite {
  readonly environment: TestWorkflowEnvironment;
  readonly controllers: ScriptedControllers;
  readonly script: Script;
}

/** Scripted controllers on a dev server of their own, for the tests of the file that calls it. */
export function scriptedSuite(): ScriptedSuite {
  let environment: TestWorkflowEnvironment;
  let controllers: ScriptedControllers;
  beforeAll(async () => {
    // The faults of these tests are part of them.
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    environment = await startDevServer();
    controllers = await startScriptedControllers(environment);
  });
  afterAll(async () => {
    await controllers.stop();
    await environment.teardown();
  });
  beforeEach(() => {
    controllers.script = newScript();
  });
  return {
    get environment() {
      return environment;
    },
    get controllers() {
      return controllers;
    },
    get script() {
      return controllers.script;
    },
  };
}
