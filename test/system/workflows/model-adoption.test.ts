import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AdoptionInput, AdoptionOutcome } from '../../../src/contracts/adoption.ts';
import { approveUpdate } from '../../../src/contracts/messages.ts';
import { taskQueues } from '../../../src/contracts/task-queues.ts';
import { modelAdoptionId, promotionId } from '../../../src/contracts/workflow-ids.ts';
import type { ModelRecord } from '../../../src/ports/registry.ts';
import type { modelAdoption, promotion } from '../../../src/workflows/index.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { startInstantStack, type InstantStack } from '../../support/instant-stack.ts';
import { bundleWorkflows } from '../../support/workflow-bundle.ts';
import { registeredModel } from '../../support/registered-models.ts';

const cutoff = '2025-10-06';
const passed = [{ check: 'mape within target', passed: true, detail: 'MAPE 27.5%' }];
const failed = [{ check: 'mape within target', passed: false, detail: 'MAPE 97.5%' }];
const { segment } = registeredModel('m1').record;

/** Real server, workflows, activities, registry and controllers; the gate says what each model brings along. */
describe('a version is brought from dev', () => {
  let server: TestWorkflowEnvironment;
  let stack: InstantStack;

  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
    const [environment, bundle] = await Promise.all([startDevServer(), bundleWorkflows()]);
    server = environment;
    stack = await startInstantStack({
      ...{ connection: server.nativeConnection, client: server.client, bundle, regions: ['north'] },
      config: {
        environments: {
          dev: { promotion: 'automatic' },
          live: { promotion: 'automatic' },
          prod: { promotion: 'manual' },
        },
      },
    });
    stack.world.latest.set('north', cutoff);
    await stack.registry.recordDataset({
      ...{ version: registeredModel('m1').record.datasetVersion, region: 'north', cutoff, rows: 1 },
      ...{ manifest: { hash: 'a'.repeat(64), extension: 'json', bytes: 2 }, qualityProfile: {}, files: [] },
    });
    await stack.startWorkers();
  });
  afterAll(async () => {
    await stack.close();
    await server.teardown();
  });

  const inDev = async (version: string, more: Partial<ModelRecord> = {}): Promise<void> =>
    stack.registry.recordModel('dev', { ...registeredModel(version).record, windows: {}, gate: passed, ...more });
  const adopt = async (version: string, to: string, more: Partial<AdoptionInput> = {}): Promise<AdoptionOutcome> => {
    const input = { version, from: 'dev', to, by: 'ann', reason: 'good in spring', ...more };
    return server.client.workflow.execute<typeof modelAdoption>('modelAdoption', {
      workflowId: modelAdoptionId(to, version, input.dryRun),
      taskQueue: taskQueues.orchestration,
      args: [input],
    });
  };
  const refusal = (outcome: Promise<unknown>): Promise<unknown> =>
    outcome.then(
      () => 'accepted',
      (error: unknown) => {
        let cause = (error as WorkflowFailedError).cause;
        while (cause && !(cause instanceof ApplicationFailure)) cause = cause.cause as Error | undefined;
        return cause;
      },
    );
  const champion = async (environment: string) => (await stack.registry.champion(environment, segment))?.version;
  const scoredBy = async (environment: string): Promise<string | undefined> => {
    for (;;) {
      const [forecast] = await stack.registry.forecastsBefore(environment, 'north', cutoff, '9999-12-31');
      if (forecast) return forecast.scoredBy['large/fast'];
      await pause(100);
    }
  };
  const audit = async (environment: string) =>
    (await stack.registry.audit()).filter(({ subject }) => subject === `${environment}/north/large/fast`);

  test('the gate lets it pass: it is champion, scores at once, and the trail says who brought it from where and why', async () => {
    await inDev('m1');
    const outcome = await adopt('m1', 'live');
    expect(outcome).toMatchObject({
      ...{ decision: 'promoted', from: 'dev', to: 'live', policy: 'automatic', dataset: { cutoff } },
      promotion: promotionId('live', segment, 'm1'),
      triggerId: expect.stringMatching(/^adoption\/m1\//) as string,
    });
    expect(outcome.champion).toBeUndefined();
    expect(await champion('live')).toBe('m1');
    expect(await scoredBy('live')).toBe('m1');
    expect(await audit('live')).toMatchObject([
      { action: 'adopt', actor: 'ann', facts: { version: 'm1', from: 'dev', reason: 'good in spring' } },
      {
        action: 'promote',
        actor: 'adoption/live/m1',
        facts: { version: 'm1', from: 'dev', broughtBy: 'ann', policy: 'automatic' },
      },
    ]);
    const { models } = await stack.registry.findModels({ version: 'm1' });
    expect(models.map(({ environment, stage, adoptedFrom }) => [environment, stage, adoptedFrom])).toEqual([
      ['dev', 'challenger', undefined],
      ['live', 'champion', 'dev'],
    ]);
    // Trained once: the record still names the cycle and the dataset of dev.
    expect(models[1]?.record).toMatchObject({ cycleId: registeredModel('m1').record.cycleId });
    const [node] = await stack.registry.modelsNamed(['m1']).then((all) => all.slice(1));
    expect(node).toMatchObject({ environment: 'live', adoptedFrom: 'dev' });
  });

  test('the gate refuses it: the champion stays, and says why', async () => {
    await inDev('m2', { gate: failed });
    expect(await adopt('m2', 'live')).toMatchObject({
      ...{ decision: 'rejected', champion: 'm1', reason: 'mape within target: MAPE 97.5%' },
    });
    expect(await champion('live')).toBe('m1');
    expect((await audit('live')).slice(-2)).toMatchObject([{ action: 'adopt' }, { action: 'reject' }]);
  });

  test('a dry run changes nothing', async () => {
    await inDev('m3');
    const before = await stack.registry.audit();
    expect(await adopt('m3', 'live', { dryRun: true })).toMatchObject({
      ...{ decision: 'judged', reason: 'the gate would let it pass', champion: 'm1' },
    });
    expect(await adopt('m2', 'prod', { dryRun: true })).toMatchObject({
      reason: 'the gate would refuse it: mape within target: MAPE 97.5%; it would wait for approval',
    });
    expect(await stack.registry.audit()).toEqual(before);
    expect((await stack.registry.findModels({ version: 'm3' })).total).toBe(1);
  });

  test('where a person decides it waits, once, and the approval scores', async () => {
    const outcome = await adopt('m3', 'prod');
    const promotionOfIt = promotionId('prod', segment, 'm3');
    expect(outcome).toMatchObject({ decision: 'awaiting-approval', promotion: promotionOfIt });
    const handle = server.client.workflow.getHandle<typeof promotion>(promotionOfIt);
    while ((await stack.registry.waitingPromotions('prod', segment)).length === 0) await pause(50);
    expect(await refusal(adopt('m3', 'prod'))).toMatchObject({
      type: 'AdoptionRefused',
      details: [{ refusal: 'waits-already', version: 'm3', from: 'dev', to: 'prod' }],
    });
    await handle.executeUpdate(approveUpdate, { args: [{ by: 'bob', reason: 'looked at it' }] });
    expect(await champion('prod')).toBe('m3');
    expect(await scoredBy('prod')).toBe('m3');
    expect((await audit('prod')).map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      'adopt ann',
      'wait adoption/prod/m3',
      'approve bob',
      'promote bob',
    ]);
    expect((await audit('prod')).at(-1)?.facts).toMatchObject({ from: 'dev', broughtBy: 'ann' });
  });

  test.each<[string, string, Partial<AdoptionInput>, RegExp]>([
    ['ConfigurationError', 'm1', { to: 'nowhere' }, /no environment "nowhere"/],
    ['ConfigurationError', 'm1', { from: 'nowhere' }, /no environment "nowhere"/],
    ['AdoptionRefused', 'm9', {}, /no environment has a model version m9/],
    ['AdoptionRefused', 'm1', {}, /champion of north\/large\/fast in live already/],
    ['AdoptionRefused', 'm1', { from: 'prod' }, /never trained or promoted in prod/],
    ['InvalidMessage', 'm1', { reason: '' }, /reason/],
  ])('%s: %s %j', async (type, version, more, message) => {
    expect(await refusal(adopt(version, 'live', more))).toMatchObject({
      ...{ type, nonRetryable: true },
      message: expect.stringMatching(message) as string,
    });
  });

  test('retired there: refused with who and why', async () => {
    await stack.registry.retireModel({ environment: 'live', version: 'm2', actor: 'eve', reason: 'too high' });
    expect(await refusal(adopt('m2', 'live'))).toMatchObject({
      type: 'AdoptionRefused',
      message: expect.stringMatching(/^eve retired m2 in live on .*: too high$/) as string,
      details: [{ refusal: 'retired', version: 'm2', from: 'dev', to: 'live', environment: 'live' }],
    });
  });
});
