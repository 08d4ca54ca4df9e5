import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createWorkerDeployments } from '../../../src/adapters/temporal/worker-deployments.ts';
import type { RequestDecision } from '../../../src/contracts/messages.ts';
import { regionControllerId } from '../../../src/contracts/workflow-ids.ts';
import type { WorkerDeployments } from '../../../src/ports/worker-deployments.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { week } from '../../support/instant-jobs.ts';
import { startInstantStack, type InstantStack } from '../../support/instant-stack.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';
import { changeRegionCycle, copyWorkflowSources } from '../../support/workflow-sources.ts';

let server: TestWorkflowEnvironment;
let stack: InstantStack;
let deployments: WorkerDeployments;
/** Holds back the trainings of north. */
const gate = Promise.withResolvers<undefined>();
/** Builds whose workers began an activity, by the workflow that asked for it. */
const builds = new Map<string, Set<string>>();

/** Workers of a build whose cycles could not be replayed with the other's. */
const start = async (buildId: string, bundle?: Awaited<ReturnType<typeof bundleWorkflows>>) =>
  stack.startWorkers({
    buildId,
    ...(bundle ? { bundle } : {}),
    onActivity: (workflowId) => builds.set(workflowId, (builds.get(workflowId) ?? new Set()).add(buildId)),
  });

beforeAll(async () => {
  Runtime.install({
    logger: new DefaultLogger('ERROR', () => undefined),
    telemetryOptions: { logging: { filter: 'ERROR' } },
  });
  [server] = await Promise.all([startDevServer(), bundleWorkflows()]);
  deployments = createWorkerDeployments(() => server.client);
  stack = await startInstantStack({
    ...{ connection: server.nativeConnection, client: server.client, bundle: await bundleWorkflows() },
    regions: ['north', 'south'],
    config: { environments: { default: { promotion: 'automatic' } } },
  });
});
afterAll(async () => {
  gate.resolve(undefined);
  for (const region of ['north', 'south'])
    await server.client.workflow.getHandle(regionControllerId('default', region)).terminate();
  await stack.close();
  await server.teardown();
});

const address = (region: string) => ({ environment: 'default', region });
/** Sends a trigger until it is kept: in the seconds of a deploy on a busy machine a controller may answer that nothing was. */
const request = (region: string, id: string): Promise<RequestDecision> =>
  vi.waitFor(
    () => stack.controllers.requestCycle(address(region), { id, cause: 'request', requestedBy: 'ann' }),
    90_000,
  );
const idle = (region: string) =>
  expect
    .poll(() => stack.controllers.status(address(region)), { interval: 200 })
    .toMatchObject({ pending: 0, doing: 'waits for a trigger' });
const cycle = (region: string, number: number): string => `cycle/default/${region}/${week(0)}/${number}`;
const resultOf = (workflowId: string): Promise<unknown> => server.client.workflow.getHandle(workflowId).result();
/** The builds that served a cycle and its trainings. */
const servedBy = (cycleId: string): readonly string[] => [
  ...new Set([...builds].flatMap(([id, by]) => (id === cycleId || id.startsWith(`train/${cycleId}/`) ? [...by] : []))),
];
const stateOf = async (buildId: string) =>
  (await deployments.versions('default')).find((version) => version.buildId === buildId)?.state;
/** The build that the run of a controller that is under way is on. */
const controllerBuild = async (region: string): Promise<string | null | undefined> => {
  const { raw } = await server.client.workflow.getHandle(regionControllerId('default', region)).describe();
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
};

test('the first build of an environment makes itself current, and of two one does; a person’s choice is left alone', async () => {
  const stop = await start('first');
  const other = await start('other');
  const chosen = await Promise.all(['first', 'other'].map((buildId) => deployments.setFirst('default', buildId)));
  expect(new Set(chosen).size).toBe(1);
  expect(await deployments.current('default')).toBe(chosen[0]);

  await deployments.setCurrent('default', undefined);
  expect(await deployments.setFirst('default', 'first')).toBeUndefined();
  expect(await deployments.current('default')).toBeUndefined();
  await Promise.all([stop(), other()]);
});

test('a deploy in the middle of cycles: they end on their build, all else moves on, and the old build drains', async () => {
  stack.world.latest.set('north', week(0)).set('south', week(0));
  const stopOld = await start('old');
  await deployments.setCurrent('default', 'old');
  await request('south', 'south-1');
  await idle('south');

  // North's cycle waits in its training until the deploy is over.
  const trains = Promise.withResolvers<undefined>();
  stack.world.before = async (job, input) => {
    if (job !== 'train-member' || !JSON.stringify(input).includes('"north"')) return;
    trains.resolve(undefined);
    await gate.promise;
  };
  await request('north', 'north-1');
  await trains.promise;

  const sources = await copyWorkflowSources(await temporaryDirectory());
  await changeRegionCycle(sources);
  await start('new', await bundleWorkflows(sources));
  await deployments.setCurrent('default', 'new');
  expect(await stateOf('old')).toBe('draining');

  // Another cycle of the region waits for the one that runs; elsewhere the new build begins at once.
  expect(await request('north', 'north-2')).toMatchObject({ decision: 'queued' });
  await request('south', 'south-2');
  await idle('south');
  expect(await resultOf(cycle('south', 2))).toMatchObject({ region: 'south', changed: true });
  expect(servedBy(cycle('south', 2))).toEqual(['new']);
  expect(servedBy(cycle('south', 1))).toEqual(['old']);
  expect(await stateOf('old')).toBe('draining');

  stack.world.before = () => undefined;
  gate.resolve(undefined);
  await idle('north');
  expect(await resultOf(cycle('north', 1))).not.toHaveProperty('changed');
  expect(servedBy(cycle('north', 1))).toEqual(['old']);
  expect(await resultOf(cycle('north', 2))).toMatchObject({ region: 'north', changed: true });
  expect(servedBy(cycle('north', 2))).toEqual(['new']);
  // A run that has just continued as new is on a build once its first step is done.
  await expect
    .poll(() => Promise.all(['north', 'south'].map(controllerBuild)), { interval: 200 })
    .toEqual(['new', 'new']);

  await expect.poll(() => stateOf('old'), { interval: 500 }).toBe('drained');
  await stopOld();
  const last = randomUUID();
  await request('north', last);
  await idle('north');
  for (const [region, ids] of [
    ['north', ['north-1', 'north-2', last]],
    ['south', ['south-1', 'south-2']],
  ] as const) {
    const ledger = (await stack.controllers.ledger(address(region))) ?? [];
    const entries = ledger.map(({ trigger, state, cycleId }) => ({ id: trigger.id, state, cycleId }));
    const expected = ids.map((id, index) => ({ id, state: 'ran', cycleId: cycle(region, index + 1) }));
    expect(entries.toSorted((a, b) => (a.cycleId! < b.cycleId! ? -1 : 1))).toEqual(expected);
  }
});
