import { randomUUID } from 'node:crypto';
import type { WorkflowHandle } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type {
  DataActivities,
  OrchestrationActivities,
  ScoringActivities,
  TrainingActivities,
} from '../../../src/activities/index.ts';
import type { RegionCycleInput, SegmentAssessment, SegmentData, TrainedMember } from '../../../src/contracts/cycle.ts';
import {
  controllerStatusQuery,
  dataChangedSignal,
  ledgerQuery,
  pauseUpdate,
  requestCycleUpdate,
  resumeUpdate,
} from '../../../src/contracts/messages.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { regionCycleId } from '../../../src/contracts/workflow-ids.ts';
import type { regionController } from '../../../src/workflows/index.ts';
import { startTimeSkippingServer } from '../../support/time-skipping.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

const artifact = { hash: 'a'.repeat(64), extension: 'json', bytes: 2 };
const segments: readonly SegmentData[] = (['fast', 'slow'] as const).map((velocity) => ({
  segment: { region: 'north', format: 'large', velocity },
  items: ['1'],
  series: 2,
  dataHash: 'h',
}));
const metrics = { rows: 1, mape: 0.2, rmse0: null, rmseAll: 1, wape: 0.2, bias: 0 };

/** Faults the activities of a test are to show, and what they saw. */
interface Script {
  failingMembers: ReadonlySet<string>;
  sourceFault: string | undefined;
  cycles: RegionCycleInput[];
  closed: string[];
  quietPeriodSeconds: number;
}

/** Activities whose results are small and fixed: what is tested is the order, the timers and the messages. */
function scripted(script: Script): OrchestrationActivities & DataActivities & TrainingActivities & ScoringActivities {
  return {
    openCycle: ({ cycle }) => {
      script.cycles.push(cycle);
      return Promise.resolve({ sources: ['sales'], promotion: { policy: 'automatic' as const } });
    },
    closeCycle: (ended) => {
      script.closed.push('result' in ended ? 'result' : ended.failure);
      return Promise.resolve();
    },
    controllerLegacy: () => Promise.resolve({ cycles: 0 }),
    awaitCycle: () => Promise.reject(new Error('no cycle outlives its controller here')),
    deliverTrigger: () => Promise.reject(new Error('no workflow of these tests delivers triggers')),
    prepareCycle: () =>
      Promise.resolve({
        dataChange: {
          quietPeriodSeconds: script.quietPeriodSeconds,
          longestWaitSeconds: 3 * script.quietPeriodSeconds,
        },
        staleAfterDays: 60,
        endedTriggers: [],
      }),
    recordTriggers: () => Promise.resolve(),
    recordHold: () => Promise.resolve(),
    latestCutoff: () => Promise.resolve('2026-11-09'),
    ingestSource: ({ source }) =>
      script.sourceFault === undefined
        ? Promise.resolve({ source, files: 1, newFiles: 0, rows: 5, quarantined: 0, reasons: {}, listing: artifact })
        : Promise.reject(ApplicationFailure.nonRetryable(script.sourceFault, 'DataError')),
    snapshotDataset: () => Promise.resolve({ version: 'd1', manifest: artifact, rows: 5, quarantined: 0, segments }),
    assessSegments: ({ segments: assessed }) =>
      Promise.resolve(
        assessed.map((data): SegmentAssessment => ({
          data,
          findings: [{ cause: 'never-trained', holds: true, detail: 'no champion' }],
          retrain: true,
          reason: 'never-trained: no champion',
        })),
      ),
    trainMember: ({ member, assessment }): Promise<TrainedMember> =>
      script.failingMembers.has(`${member} ${assessment.data.segment.velocity}`)
        ? Promise.reject(ApplicationFailure.nonRetryable(`${member} diverged`, 'TrainingError'))
        : Promise.resolve({ member, files: {}, windows: [], seconds: 1, reusedFits: 0 }),
    validateChallenger: ({ assessment, trained }) =>
      Promise.resolve({
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
      }),
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
    publishForecasts: () => Promise.resolve({ uri: 'file:///forecasts.csv' }),
    evaluateForecasts: () => Promise.resolve({ rows: 0, metrics: {} }),
  };
}

describe('region controller and its cycles', () => {
  let environment: TestWorkflowEnvironment;
  let bundle: WorkflowBundleOption;
  let script: Script;

  beforeAll(async () => {
    // The faults of these tests are part of them.
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    [environment, bundle] = await Promise.all([startTimeSkippingServer(), bundleWorkflows()]);
  });
  afterAll(() => environment.teardown());
  beforeEach(() => {
    script = { failingMembers: new Set(), sourceFault: undefined, cycles: [], closed: [], quietPeriodSeconds: 600 };
  });

  /** Runs a test beside workers on every queue, with a controller of its own. */
  async function withController(
    body: (controller: WorkflowHandle<typeof regionController>) => Promise<void>,
  ): Promise<void> {
    const connection = environment.nativeConnection;
    const activities = scripted(script);
    const workers = await Promise.all([
      Worker.create({ connection, taskQueue: taskQueues.orchestration, workflowBundle: bundle, activities }),
      ...[taskQueues.data, taskQueues.training, taskQueues.scoring].map((taskQueue) =>
        Worker.create({ connection, taskQueue, activities }),
      ),
    ]);
    const running = Promise.all(workers.map((worker) => worker.run()));
    const controller = await environment.client.workflow.start<typeof regionController>('regionController', {
      workflowId: `region/${randomUUID()}`,
      taskQueue: taskQueues.orchestration,
      args: [{ environment: randomUUID(), region: 'north' }],
    });
    try {
      await body(controller);
    } finally {
      // Cancelled and awaited: a workflow terminated in the middle of a task keeps this server from skipping time for good.
      await controller.cancel();
      const ended = [
        controller,
        ...script.cycles.map(({ environment: of, region, cutoff, number }) =>
          environment.client.workflow.getHandle(regionCycleId(of, region, cutoff, number)),
        ),
      ];
      for (const workflow of ended) await workflow.result().catch(() => undefined);
      for (const worker of workers) worker.shutdown();
      await running;
    }
  }

  const trigger = (id: string, more: Partial<Trigger> = {}): Trigger => ({
    id,
    cause: 'request',
    requestedBy: 'ann',
    ...more,
  });
  const states = async (controller: WorkflowHandle<typeof regionController>): Promise<Record<string, string>> =>
    Object.fromEntries((await controller.query(ledgerQuery)).map((entry) => [entry.trigger.id, entry.state]));
  const settled = async (controller: WorkflowHandle<typeof regionController>, triggers: number): Promise<void> => {
    for (;;) {
      const ended = Object.values(await states(controller)).filter((state) => !['pending', 'running'].includes(state));
      if (ended.length === triggers) return;
      await environment.sleep('10 seconds');
    }
  };

  test('changed data waits for the quiet period: a delivery of many files is one cycle', async () => {
    await withController(async (controller) => {
      const start = await environment.currentTimeMs();
      for (const id of ['1', '2', '3']) {
        await controller.signal(dataChangedSignal, trigger(id, { cause: 'data', requestedBy: 'watch' }));
        await environment.sleep('5 minutes');
      }
      expect(script.cycles).toHaveLength(0);
      await settled(controller, 3);
      expect(script.cycles).toHaveLength(1);
      expect(await states(controller)).toEqual({ 1: 'ran', 2: 'merged', 3: 'merged' });
      expect((await environment.currentTimeMs()) - start).toBeGreaterThanOrEqual(20 * 60_000);
    });
  });

  test('a stream of changes that never ends is cut at the longest wait', async () => {
    await withController(async (controller) => {
      let sent = 0;
      while (script.cycles.length === 0 && sent < 20) {
        await controller.signal(dataChangedSignal, trigger(String(sent++), { cause: 'data' }));
        await environment.sleep('5 minutes');
      }
      // Half an hour, with a change every five minutes.
      expect(sent).toBeGreaterThanOrEqual(6);
      expect(sent).toBeLessThanOrEqual(8);
    });
  });

  test('a person does not wait for files to settle', async () => {
    await withController(async (controller) => {
      await controller.signal(dataChangedSignal, trigger('1', { cause: 'data' }));
      const start = await environment.currentTimeMs();
      await controller.executeUpdate(requestCycleUpdate, { args: [trigger('2')] });
      await settled(controller, 2);
      expect(await states(controller)).toEqual({ 1: 'ran', 2: 'merged' });
      expect((await environment.currentTimeMs()) - start).toBeLessThan(600_000);
    });
  });

  test('cycles run one at a time in cutoff order', async () => {
    await withController(async (controller) => {
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
      await settled(controller, 3);
      expect(script.cycles.map(({ cutoff }) => cutoff)).toEqual(['2026-10-26', '2026-11-02', '2026-11-09']);
    });
  });

  test('a request delivered twice runs once', async () => {
    await withController(async (controller) => {
      const request = { args: [trigger('1')] } as const;
      expect(await controller.executeUpdate(requestCycleUpdate, { args: [...request.args] })).toEqual({
        triggerId: '1',
        decision: 'queued',
      });
      expect(await controller.executeUpdate(requestCycleUpdate, { args: [...request.args] })).toEqual({
        triggerId: '1',
        decision: 'duplicate',
      });
      await settled(controller, 1);
      expect(script.cycles).toHaveLength(1);
    });
  });

  test.each<[string, unknown]>([
    ['no trigger at all', undefined],
    ['an unknown cause', { ...trigger('1'), cause: 'whim' }],
    ['a cutoff that is no date', trigger('1', { cutoff: 'last week' })],
    ['an empty id', trigger('')],
    ['a field nobody knows', { ...trigger('1'), regionn: 'south' }],
  ])('%s is refused as a request, ignored as a signal, and the controller lives on', async (_what, bad) => {
    await withController(async (controller) => {
      const refused = await controller
        .executeUpdate(requestCycleUpdate, { args: [bad as Trigger] })
        .catch((error: unknown) => error);
      expect((refused as Error).cause).toMatchObject({ type: 'InvalidTrigger' });
      await controller.signal(dataChangedSignal, bad as Trigger);
      await controller.executeUpdate(requestCycleUpdate, { args: [trigger('good')] });
      await settled(controller, 1);
      expect(await states(controller)).toEqual({ good: 'ran' });
    });
  });

  test('a member that fails leaves the other; a segment that fails leaves the region degraded, scored by a fallback', async () => {
    script.failingMembers = new Set(['network fast', 'network slow', 'lasso slow']);
    await withController(async (controller) => {
      await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
      await settled(controller, 1);
      const [entry] = await controller.query(ledgerQuery);
      const result: unknown = await environment.client.workflow.getHandle(entry?.cycleId ?? '').result();
      expect(result).toMatchObject({
        degraded: true,
        degradedReasons: [expect.stringMatching(/large\/slow: .*lasso diverged/)],
        segments: [
          { outcome: 'promoted', champion: 'lasso', scoredBy: 'champion' },
          { outcome: 'failed', scoredBy: 'seasonal' },
        ],
      });
    });
  });

  test('data that cannot be used fails the cycle with its reason; the next one runs', async () => {
    script.sourceFault = 'sales: landing/sales/1.csv has no column "week"';
    await withController(async (controller) => {
      await controller.executeUpdate(requestCycleUpdate, { args: [trigger('1')] });
      await settled(controller, 1);
      expect(script.closed).toEqual([script.sourceFault]);
      expect((await controller.query(ledgerQuery))[0]).toMatchObject({ state: 'ran', failure: script.sourceFault });
      script.sourceFault = undefined;
      await controller.executeUpdate(requestCycleUpdate, { args: [trigger('2')] });
      await settled(controller, 2);
      expect(script.closed[1]).toBe('result');
    });
  });
});
