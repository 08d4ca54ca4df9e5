import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type WorkflowBundleOption } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fittedMembers } from '../../../src/contracts/segment.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { regionCycleId, segmentTrainingId } from '../../../src/contracts/workflow-ids.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { week } from '../../support/instant-jobs.ts';
import { startInstantStack, type InstantStack, type InstantStackOptions } from '../../support/instant-stack.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

/** Of a region with four segments. */
const trainings = 4 * fittedMembers.length;

/** A real server and the real workflows; the jobs are instant, or take as long as a test has them take. */
describe('regions that share workers', () => {
  let server: TestWorkflowEnvironment;
  let bundle: WorkflowBundleOption;
  let database: TestRegistry;
  let stack: InstantStack;

  beforeAll(async () => {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined),
      telemetryOptions: { logging: { filter: 'ERROR' } },
    });
    [server, bundle, database] = await Promise.all([startDevServer(), bundleWorkflows(), startTestRegistry()]);
  });
  afterEach(async () => {
    // A cycle outlives its controller, and would run on in the next test.
    for await (const { workflowId } of server.client.workflow.list({ query: "ExecutionStatus = 'Running'" })) {
      await server.client.workflow
        .getHandle(workflowId)
        .terminate()
        .catch(() => undefined);
    }
    await stack.close();
  });
  afterAll(async () => {
    await database.stop();
    await server.teardown();
  });

  async function start(
    options: Pick<InstantStackOptions, 'regions' | 'formats' | 'slots' | 'eventSources'>,
  ): Promise<void> {
    stack = await startInstantStack({
      ...{ connection: server.nativeConnection, client: server.client, bundle, registryUrl: database.url },
      ...options,
      config: { environments: { default: { promotion: 'automatic' } } },
    });
    for (const region of options.regions) stack.world.latest.set(region, week(0));
    await stack.startWorkers();
  }
  const ask = (region: string, cause: Trigger['cause'] = 'timer') =>
    stack.controllers.requestCycle(
      { environment: 'default', region },
      { id: `${cause}/${region}`, cause, requestedBy: 'test' },
    );

  /** Until every training of a region's first cycle waits in the queue, or runs. */
  async function queued(region: string): Promise<void> {
    const cycle = regionCycleId('default', region, week(0), 1);
    for (const format of ['large', 'small']) {
      for (const velocity of ['fast', 'slow'] as const) {
        const training = segmentTrainingId(cycle, { region, format, velocity });
        for (let pending = 0; pending < 2;) {
          await pause(50);
          const description = await server.client.workflow
            .getHandle(training)
            .describe()
            .catch(() => undefined);
          pending = description?.raw.pendingActivities?.length ?? 0;
        }
      }
    }
  }

  test('the first forecasts are out before the last training of the other region begins', async () => {
    const trained: string[] = [];
    const published: string[] = [];
    let trainedBefore: typeof trained = [];
    const waiting = Promise.withResolvers<undefined>();
    await start({ regions: ['east', 'west'], formats: ['large', 'small'], slots: { data: 1, training: 1 } });
    const { store } = stack.ports;
    const publishAs = store.publishAs.bind(store);
    store.publishAs = async (artifact, name) => {
      const uri = await publishAs(artifact, name);
      if (name.endsWith('.csv')) published.push(regionOfActivity());
      if (published.length === 1 && trainedBefore.length === 0) trainedBefore = [...trained];
      return uri;
    };
    stack.world.before = async (job) => {
      // One slot takes one snapshot at a time: the second comes when the trainings of the first region wait.
      if (job === 'snapshot-dataset' && (stack.world.calls.get(job) ?? 0) > 1) await waiting.promise;
      if (job !== 'train-member') return;
      trained.push(regionOfActivity());
      if (trained.length === 1) {
        await queued(regionOfActivity());
        waiting.resolve(undefined);
      }
      await pause(trained.length > trainings ? 300 : 50);
    };
    await Promise.all([ask('east'), ask('west')]);
    await expect.poll(() => published.length).toBe(2);
    const [first, second] = published;
    expect(trained).toEqual([
      ...Array<string | undefined>(trainings).fill(first),
      ...Array<string | undefined>(trainings).fill(second),
    ]);
    expect(trainedBefore.length).toBeLessThan(2 * trainings);
  });

  test('a region with much to read does not keep another one waiting', async () => {
    const ingested: string[] = [];
    await start({ regions: ['busy', 'quiet'], slots: { data: 1 }, eventSources: 12 });
    const reads = Promise.withResolvers<undefined>();
    const opened = Promise.withResolvers<undefined>();
    const { registry } = stack.ports;
    const openCycle = registry.openCycle.bind(registry);
    registry.openCycle = async (id, cycle) => {
      // The quiet region comes when the busy one is reading.
      if (cycle.region === 'quiet') await reads.promise;
      await openCycle(id, cycle);
      if (cycle.region === 'quiet') opened.resolve(undefined);
    };
    stack.world.before = async (job) => {
      if (job !== 'ingest-source') return;
      ingested.push(regionOfActivity());
      // The first one has the slot until the sources of both regions wait.
      if (ingested.length > 1) return;
      reads.resolve(undefined);
      await opened.promise;
      await pause(1000);
    };
    const quiet = ask('quiet');
    // What its cutoff is read from is read before the busy region has the slot.
    await expect.poll(() => stack.world.calls.get('latest-cutoff') ?? 0).toBeGreaterThan(0);
    await Promise.all([quiet, ask('busy')]);
    await expect.poll(() => ingested.length).toBe(28);
    const behind = ingested.slice(ingested.indexOf('quiet')).filter((region) => region === 'busy');
    expect(behind.length).toBeGreaterThan(4);
  });

  test('the cycle of the week is trained before the backfill of another region', async () => {
    const trained: string[] = [];
    await start({ regions: ['past', 'present'], formats: ['large', 'small'], slots: { training: 1 } });
    stack.world.before = async (job) => {
      const region = regionOfActivity();
      if (job !== 'train-member') return;
      trained.push(region);
      // The first one has the slot until the trainings of both regions wait.
      if (trained.length === 1) await Promise.all([queued('past'), queued('present')]);
    };
    await ask('past', 'backfill');
    await expect.poll(() => trained.length).toBeGreaterThan(0);
    await ask('present');
    await expect.poll(() => trained.length).toBe(2 * trainings);
    expect(trained.at(-1)).toBe('past');
    expect(trained.slice(trained.indexOf('present'), trained.lastIndexOf('present'))).not.toContain('past');
  });
});

/** The region of the cycle whose activity runs. */
function regionOfActivity(): string {
  const id = Context.current().info.workflowExecution?.workflowId ?? '';
  return /cycle\/default\/([a-z]+)\//.exec(id)?.[1] ?? id;
}
