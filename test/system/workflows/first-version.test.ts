import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkerDeployments } from '../../../src/adapters/temporal/worker-deployments.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import { UnversionedRunsError } from '../../../src/ports/worker-deployments.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { week } from '../../support/instant-jobs.ts';
import { startInstantStack, type InstantStack } from '../../support/instant-stack.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';
import { changeRegionCycle, copyWorkflowSources } from '../../support/workflow-sources.ts';

let server: TestWorkflowEnvironment;
let stack: InstantStack;
const gate = Promise.withResolvers<undefined>();
const north = { environment: 'default', region: 'north' };

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'ERROR' } },
  });
  [server] = await Promise.all([startDevServer(), bundleWorkflows()]);
  stack = await startInstantStack({
    ...{ connection: server.nativeConnection, client: server.client, bundle: await bundleWorkflows() },
    regions: ['north'],
    config: { environments: { default: { promotion: 'automatic' } } },
  });
});
afterAll(async () => {
  gate.resolve(undefined);
  await server.client.workflow.getHandle(regionControllerId('default', 'north')).terminate();
  await stack.close();
  await server.teardown();
});

test('the first build with a version leaves cycles to workers without one, for as long as there are such workers', async () => {
  const deployments = createWorkerDeployments(() => server.client);
  stack.world.latest.set('north', week(0));
  const stopUnversioned = await stack.startWorkers();
  const trains = Promise.withResolvers<undefined>();
  stack.world.before = async (job) => {
    if (job !== 'train-member') return;
    trains.resolve(undefined);
    await gate.promise;
  };
  await stack.controllers.requestCycle(north, { id: 'north-1', cause: 'request', requestedBy: 'ann' });
  await trains.promise;

  // A build that could not continue the cycle, which has two trainings under way.
  const sources = await copyWorkflowSources(await temporaryDirectory());
  await changeRegionCycle(sources);
  await stack.startWorkers({ buildId: 'new', bundle: await bundleWorkflows(sources), onActivity: () => undefined });
  await expect
    .poll(() => deployments.setFirst('default', 'new').catch((error: unknown) => error))
    .toEqual(new UnversionedRunsError('default', 'new', 3));
  // Nor does it take them over where a person or a pipeline makes it current.
  await expect(deployments.setCurrent('default', 'new')).rejects.toEqual(new UnversionedRunsError('default', 'new', 3));
  expect(await deployments.current('default')).toBeUndefined();

  // Where nobody works without a version any more, only the build can continue it.
  const impatient = createWorkerDeployments(() => server.client, { pollsWithinMs: -1 });
  expect(await impatient.unversioned('default')).toEqual({ runs: 3, workers: 0 });

  gate.resolve(undefined);
  const first = server.client.workflow.getHandle(`cycle/default/north/${week(0)}/1`);
  expect(await first.result()).not.toHaveProperty('changed');
  await expect.poll(() => deployments.setFirst('default', 'new').catch(() => 'waits'), { interval: 200 }).toBe('new');
  await stopUnversioned();
  await stack.controllers.requestCycle(north, { id: 'north-2', cause: 'request', requestedBy: 'ann' });
  const second = server.client.workflow.getHandle(`cycle/default/north/${week(0)}/2`);
  await expect.poll(() => second.result().catch(() => undefined)).toMatchObject({ changed: true });
});
