import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { controllerStatusQuery, ledgerQuery } from '../../../src/contracts/messages.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import { regionControllerId, regionCycleId } from '../../../src/contracts/workflow-ids.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { week } from '../../support/instant-jobs.ts';
import { startInstantStack, type InstantStack } from '../../support/instant-stack.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';

const waiting = { timeout: 90_000, interval: 50 };

/** What one controller of a region leaves to the next, with the real registry in between. */
describe('a controller that follows one that was terminated', () => {
  let environment: TestWorkflowEnvironment;
  let stack: InstantStack;
  let region = '';
  let tests = 0;
  const address = () => ({ environment: 'default', region });
  const controllerId = () => regionControllerId('default', region);
  const controller = () => environment.client.workflow.getHandle(controllerId());
  const status = () => controller().query(controllerStatusQuery);
  const trigger = (id: string): Trigger => ({ id, cause: 'request', requestedBy: 'ann' });
  const request = (id: string) => stack.controllers.requestCycle(address(), trigger(id));
  const idle = () =>
    vi.waitFor(async () => expect(await status()).toMatchObject({ pending: 0, doing: 'waits for a trigger' }), waiting);
  const endings = async () =>
    (await stack.registry.triggers(controllerId())).map(({ trigger: { id }, state, cycleId }) => [id, state, cycleId]);
  const cycle = (number: number) => regionCycleId('default', region, week(0), number);

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    const [server, bundle] = await Promise.all([startDevServer(), bundleWorkflows()]);
    environment = server;
    stack = await startInstantStack({
      ...{ connection: environment.nativeConnection, client: environment.client, bundle },
      regions: ['north-1', 'north-2', 'north-3', 'north-4'],
      config: { dataChange: { quietPeriodSeconds: 0 }, environments: { default: { promotion: 'automatic' } } },
    });
    await stack.startWorkers();
  });
  afterAll(async () => {
    await stack.close();
    await environment.teardown();
  });
  beforeEach(() => {
    region = `north-${(tests += 1)}`;
    stack.world.latest.set(region, week(0));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await controller().terminate();
  });

  test('takes up a cycle that has not got as far as the registry', async () => {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const openCycle = stack.registry.openCycle.bind(stack.registry);
    vi.spyOn(stack.registry, 'openCycle').mockImplementation(async (...opened) => {
      await gate;
      return openCycle(...opened);
    });
    await request('first');
    await vi.waitFor(async () => expect((await status()).running).toBe(cycle(1)), waiting);
    await controller().terminate('an operator');
    await request('second');
    await vi.waitFor(
      async () => expect(await status()).toMatchObject({ running: cycle(1), pending: 1, cycles: 1 }),
      waiting,
    );
    letGo();
    await idle();
    expect(await endings()).toEqual([
      ['first', 'ran', cycle(1)],
      ['second', 'ran', cycle(2)],
    ]);
    expect((await status()).cycles).toBe(2);
  });

  test('starts a cycle that the one before had only decided on', async () => {
    const acceptedAt = new Date().toISOString();
    const assigned = { trigger: trigger('first'), acceptedAt, state: 'running', cycleId: cycle(1) } as const;
    await stack.registry.recordTriggers(controllerId(), [assigned]);
    await request('second');
    await idle();
    expect(await endings()).toEqual([
      ['first', 'ran', cycle(1)],
      ['second', 'ran', cycle(2)],
    ]);
  });

  test('does not count a cycle of another registry as its own: it waits for its end, and gives the next number', async () => {
    const { workflow } = environment.client;
    // Of a registry that was lost: nobody here knows what it was started for.
    const foreign = await workflow.start('regionCycle', {
      ...{ workflowId: cycle(1), taskQueue: 'shelfcast-orchestration' },
      args: [{ ...address(), cutoff: week(0), number: 1, triggers: [trigger('foreign')] }],
    });
    await foreign.result();
    vi.spyOn(stack.registry, 'regionStanding').mockResolvedValue({ lastNumber: 0, open: [] });
    await request('first');
    await idle();
    expect(await endings()).toEqual([['first', 'ran', cycle(2)]]);
    expect(await controller().query(ledgerQuery)).toMatchObject([{ trigger: { id: 'first' }, cycleId: cycle(2) }]);
  });

  test('asked again for what failed, it runs it; asked again for what has run, it does not', async () => {
    const id = `tick/default/${region}/2026-11-16T12:00:00.000Z`;
    stack.world.latest.delete(region);
    expect(await request(id)).toMatchObject({ decision: 'queued' });
    await idle();
    expect(await endings()).toEqual([[id, 'failed', undefined]]);
    stack.world.latest.set(region, week(0));
    expect(await request(id)).toMatchObject({ decision: 'queued' });
    await idle();
    expect(await endings()).toEqual([[id, 'ran', cycle(1)]]);
    await controller().terminate('an operator');
    expect(await request(id)).toMatchObject({ decision: 'duplicate' });
    await idle();
    expect(await endings()).toEqual([[id, 'ran', cycle(1)]]);
  });
});
