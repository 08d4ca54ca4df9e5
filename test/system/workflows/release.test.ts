import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setCurrentBuild } from '../../../src/app/deployment/set-current-build.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import { performed, testApp } from '../../support/app.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { week } from '../../support/instant-jobs.ts';
import { startInstantStack, type InstantStack } from '../../support/instant-stack.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

let server: TestWorkflowEnvironment;
let stack: InstantStack;
const address = { environment: 'default', region: 'north' };

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'ERROR' } },
  });
  const [started, bundle] = await Promise.all([startDevServer(), bundleWorkflows()]);
  server = started;
  stack = await startInstantStack({
    ...{ connection: server.nativeConnection, client: server.client, bundle, regions: ['north', 'south'] },
    config: { environments: { default: { promotion: 'automatic' } } },
  });
  stack.world.latest.set('north', week(0));
  await stack.startWorkers();
});
afterAll(async () => {
  await server.client.workflow.getHandle(regionControllerId('default', 'north')).terminate();
  await stack.close();
  await server.teardown();
});

const idle = () =>
  expect
    .poll(() => stack.controllers.status(address), { interval: 200 })
    .toMatchObject({ pending: 0, doing: 'waits for a trigger' });

const release = async (): Promise<unknown> => {
  const app = testApp({
    ...{ project: stack.ports.project, registry: stack.registry, ownBuildId: () => Promise.resolve('b2') },
    orchestration: { controllers: stack.controllers, deployments: { setCurrent: () => Promise.resolve() } },
  });
  const { retraining } = await performed(setCurrentBuild, app, { environment: 'default' });
  return 'regions' in retraining ? retraining.regions.map(({ region, outcome }) => `${region} ${outcome}`) : retraining;
};

test('a release with other code retrains each region once, although the command runs twice', async () => {
  const first: Trigger = { id: 'first', cause: 'request', requestedBy: 'ann' };
  await stack.controllers.requestCycle(address, first);
  await idle();
  stack.world.codeVersion = 'code-2';
  // The cycle waits until the command has run twice.
  const gate = Promise.withResolvers<undefined>();
  stack.world.before = async (job) => {
    if (job === 'ingest-source') await gate.promise;
  };

  expect(await release()).toEqual(['north queued', 'south no-champion']);
  expect(await release()).toEqual(['north duplicate', 'south no-champion']);
  gate.resolve(undefined);
  await idle();

  const ledger = await stack.controllers.ledger(address);
  const triggers = ledger?.filter(({ trigger }) => trigger.cause === 'code');
  expect(triggers).toMatchObject([{ trigger: { id: 'code/code-2', requestedBy: 'ann' }, state: 'ran' }]);
  for (const velocity of ['fast', 'slow'] as const) {
    const segment = { region: 'north', format: 'large', velocity };
    expect(await stack.registry.champion('default', segment)).toMatchObject({ codeVersion: 'code-2' });
  }
  expect(await release()).toEqual(['north same-code', 'south no-champion']);
});
