import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fittedMembers } from '../../../src/contracts/segment.ts';
import { createSharedSlots } from '../../../src/workers/shared-slots.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { week } from '../../support/instant-jobs.ts';
import { startInstantStack, type InstantStack } from '../../support/instant-stack.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

const patience = { timeout: 90_000 };
let server: TestWorkflowEnvironment;
let database: TestRegistry;
const stacks: InstantStack[] = [];

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'ERROR' } },
  });
  [server, database] = await Promise.all([startDevServer('dev', 'prod'), startTestRegistry()]);
});
afterAll(async () => {
  for (const stack of stacks) await stack.close();
  await database.stop();
  await server.teardown();
});

test('dev, which trains without end, does not keep prod from training, on one set of slots', async () => {
  const sharedTraining = createSharedSlots(2);
  const running: string[] = [];
  let most = 0;
  let isProdTrained = false;
  const start = async (environment: string, regions: readonly string[]): Promise<InstantStack> => {
    const stack = await startInstantStack({
      connection: server.nativeConnection,
      client: new Client({ connection: server.connection, namespace: environment }),
      ...{ bundle: await bundleWorkflows(), registryUrl: database.url, formats: ['large', 'small'] },
      ...{ regions, sharedTraining, config: { environments: { [environment]: { promotion: 'automatic' } } } },
    });
    stacks.push(stack);
    for (const region of regions) stack.world.latest.set(region, week(0));
    stack.world.before = async (job) => {
      if (job !== 'train-member') return;
      running.push(environment);
      most = Math.max(most, running.length);
      if (environment === 'prod') isProdTrained = true;
      // What is in the slots of dev stays there until prod had its turn.
      while (environment === 'dev' && !isProdTrained) await pause(50);
      await pause(20);
      running.splice(running.indexOf(environment), 1);
    };
    await stack.startWorkers();
    return stack;
  };
  const ask = (stack: InstantStack, environment: string, region: string) =>
    stack.controllers.requestCycle(
      { environment, region },
      { id: `${environment}/${region}`, cause: 'timer', requestedBy: 'test', cutoff: week(0) },
    );
  const dev = await start('dev', ['east', 'west']);
  const prod = await start('prod', ['east']);
  await Promise.all([ask(dev, 'dev', 'east'), ask(dev, 'dev', 'west')]);
  await expect.poll(() => running.length, patience).toBe(2);
  await ask(prod, 'prod', 'east');
  await expect.poll(() => dev.world.calls.get('train-member'), patience).toBe(2 * 4 * fittedMembers.length);
  await expect.poll(() => prod.world.calls.get('train-member'), patience).toBe(4 * fittedMembers.length);
  expect(most).toBe(3);
});
