import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import type { LandingScan } from '../../../src/contracts/watch.ts';
import type { sourceWatch } from '../../../src/workflows/index.ts';
import { startTimeSkippingServer } from '../../support/time-skipping.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

let environment: TestWorkflowEnvironment;
let workers: readonly Worker[];
let running: Promise<unknown>;
const marked: unknown[] = [];
const notified: string[] = [];

const change = (region: string) => ({ region, triggerId: `data/dev/${region}/1`, files: 1, examples: ['a.csv'] });
const scanOf = (regions: readonly string[]): LandingScan => ({
  ...{ files: 1, settling: 0, upTo: '2026-11-23T06:00:00.000Z' },
  changes: regions.map(change),
});
let scan: LandingScan;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  environment = await startTimeSkippingServer();
  const { nativeConnection: connection } = environment;
  workers = await Promise.all([
    Worker.create({
      ...{ connection, taskQueue: taskQueues.orchestration, workflowBundle: await bundleWorkflows() },
      activities: {
        deliverDataChange: ({ address: { region } }: { address: { region: string } }) => {
          if (region.startsWith('stuck')) return Promise.reject(new Error('its controller does not answer'));
          notified.push(region);
          return Promise.resolve({ triggerId: '', decision: 'queued' });
        },
        markSignalled: (input: unknown) => Promise.resolve(void marked.push(input)),
      },
    }),
    Worker.create({ connection, taskQueue: taskQueues.data, activities: { scanLanding: () => Promise.resolve(scan) } }),
  ]);
  running = Promise.all(workers.map((worker) => worker.run()));
});
beforeEach(() => {
  notified.length = 0;
  marked.length = 0;
});
afterAll(async () => {
  for (const worker of workers) worker.shutdown();
  await running;
  await environment.teardown();
});

test('a region whose controller takes nothing holds up no other, is named, and is notified again by the next look', async () => {
  scan = scanOf(['east', 'stuck', 'west']);
  const result = await environment.client.workflow.execute<typeof sourceWatch>('sourceWatch', {
    ...{ workflowId: 'watch/dev', taskQueue: taskQueues.orchestration, args: [{ environment: 'dev' }] },
  });
  expect(notified.toSorted()).toEqual(['east', 'west']);
  expect(result).toEqual({
    ...{ files: 1, settling: 0, signalled: ['east', 'west'] },
    stuck: [{ region: 'stuck', reason: 'its controller does not answer' }],
  });
  expect(marked).toEqual([{ environment: 'dev', upTo: scan.upTo, except: ['stuck'] }]);
});

test('200 of them hold up a look for three minutes at most, and the others for seconds', async () => {
  const stuck = Array.from({ length: 200 }, (_, index) => `stuck-${index}`);
  scan = scanOf([...stuck, 'east', 'west']);
  const handle = await environment.client.workflow.start<typeof sourceWatch>('sourceWatch', {
    ...{ workflowId: 'watch/dev/many', taskQueue: taskQueues.orchestration, args: [{ environment: 'dev' }] },
  });
  const result = await handle.result();
  expect(result.signalled).toEqual(['east', 'west']);
  expect(result.stuck).toHaveLength(200);
  const { startTime, closeTime } = await handle.describe();
  // By the server's clock, which skips what nothing happens in.
  expect(Number(closeTime) - Number(startTime)).toBeLessThan(180_000);
  const { events } = await handle.fetchHistory();
  const notifiedAt = events?.flatMap((event, index) =>
    event.activityTaskScheduledEventAttributes?.activityType?.name === 'deliverDataChange' ? [index] : [],
  );
  // Each is asked, and those that did not answer once more: what is tried again after that is not in the history.
  expect(notifiedAt!.length).toBeLessThanOrEqual(402);
});
