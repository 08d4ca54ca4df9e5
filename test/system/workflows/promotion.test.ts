import type { WorkflowFailedError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createPromotions } from '../../../src/adapters/temporal/promotions.ts';
import { approveUpdate, promotionStatusQuery, rejectUpdate, supersedeSignal } from '../../../src/contracts/messages.ts';
import type { Decision } from '../../../src/contracts/promotion.ts';
import { startDevServer } from '../../support/dev-server.ts';
import { challengerOf, startPromotions, type Promotions } from '../../support/promotions.ts';

const word: Decision = { by: 'ann', reason: 'looked at it' };

let server: TestWorkflowEnvironment;
let promotions: Promotions;
let environment: string;

beforeAll(async () => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
  server = await startDevServer();
  promotions = await startPromotions(server);
});
afterAll(async () => {
  await promotions.stop();
  await server.teardown();
});
beforeEach(async () => {
  environment = await promotions.newEnvironment();
});

const refusal = (update: Promise<unknown>): Promise<unknown> =>
  update.then(
    () => 'accepted',
    (error: unknown) => (error as Error).cause,
  );

test('under the automatic policy the gate decides at once', async () => {
  const plan = { policy: 'automatic' } as const;
  const passed = await promotions.start('m2', { plan });
  expect(await passed.result()).toMatchObject({ decision: 'passed', by: 'cycle/1' });
  // Its cycle makes it champion, together with the forecasts.
  expect(await promotions.champion()).toBe('m1');
  const failed = await promotions.start('m3', { plan, challenger: challengerOf('m3', false) });
  expect(await failed.result()).toEqual({
    decision: 'rejected',
    by: 'cycle/1',
    reason: 'mape within target: MAPE 27.5%',
  });
  expect(await promotions.champion()).toBe('m1');
  expect(await promotions.kinds('m3')).toEqual(['reject']);
});

test('an approval makes the challenger champion, is audited with who, why and figures, and asks for a scoring cycle', async () => {
  const handle = await promotions.start('m2');
  await promotions.waiting(handle);
  expect(await promotions.champion()).toBe('m1');
  expect(await handle.query(promotionStatusQuery)).toMatchObject({
    champion: 'm1',
    state: 'waiting',
    reminders: 0,
    expiresAt: expect.stringMatching(/Z$/) as string,
  });
  // The word is answered once the champion has changed.
  expect(await handle.executeUpdate(approveUpdate, { args: [word] })).toEqual({ decision: 'promoted', ...word });
  expect(await promotions.champion()).toBe('m2');
  expect(await handle.result()).toEqual({ decision: 'promoted', ...word });
  expect(promotions.triggers).toEqual([
    {
      id: expect.stringMatching(/^promotion\/m2\//) as string,
      cause: 'request',
      requestedBy: 'ann',
      cutoff: '2025-10-06',
      retrain: 'none',
      reason: 'approved north/large/fast: looked at it',
    },
  ]);
  const audit = (await promotions.registry.audit()).filter(({ subject }) => subject.startsWith(environment));
  const { metrics } = challengerOf('m2').backtest;
  expect(audit.slice(-2)).toMatchObject([
    { action: 'approve', actor: 'ann', facts: { reason: 'looked at it', metrics, champion: 'm1' } },
    { action: 'promote', actor: 'ann', facts: { version: 'm2', previous: 'm1', policy: 'manual', metrics } },
  ]);
});

test('a rejection keeps the champion', async () => {
  const handle = await promotions.start('m2');
  expect(await handle.executeUpdate(rejectUpdate, { args: [word] })).toEqual({ decision: 'rejected', ...word });
  expect(await handle.result()).toEqual({ decision: 'rejected', ...word });
  expect(await promotions.champion()).toBe('m1');
  expect(await promotions.kinds('m2')).toEqual(['wait', 'reject']);
  expect(promotions.triggers).toEqual([]);
});

test('a newer challenger takes the place of one that waits', async () => {
  const older = await promotions.start('m2');
  await promotions.waiting(older);
  const newer = await promotions.start('m3', { cutoff: '2025-10-13' });
  expect(await older.result()).toEqual({
    decision: 'superseded',
    by: newer.workflowId,
    reason: `${newer.workflowId} takes its place`,
  });
  expect(await newer.query(promotionStatusQuery)).toMatchObject({ state: 'waiting' });
  await newer.executeUpdate(rejectUpdate, { args: [word] });
  expect(await promotions.kinds('m2')).toEqual(['wait', 'supersede']);
});

test('of decisions at the same time one counts, the others learn whose', async () => {
  const handle = await promotions.start('m2');
  const words = await Promise.allSettled([
    handle.executeUpdate(rejectUpdate, { args: [{ by: 'ann', reason: 'no' }] }),
    handle.executeUpdate(approveUpdate, { args: [{ by: 'bob', reason: 'yes' }] }),
    handle.executeUpdate(approveUpdate, { args: [{ by: 'eve', reason: 'yes' }] }),
  ]);
  const outcome = await handle.result();
  expect(words.filter(({ status }) => status === 'fulfilled').map((one) => 'value' in one && one.value)).toEqual([
    outcome,
  ]);
  const refused = words.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).cause] : []));
  expect(refused).toHaveLength(2);
  expect(await promotions.champion()).toBe(outcome.decision === 'promoted' ? 'm2' : 'm1');
  expect(await promotions.kinds('m2')).toHaveLength(2);
});

test('a word after the decision is refused by name, while the decision is still being carried out', async () => {
  // Without its registry the decision has fallen, but cannot be written down yet.
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  promotions.useRegistry({
    ...promotions.registry,
    recordDecision: async (decision) => {
      if (decision.kind === 'reject') await held;
      return promotions.registry.recordDecision(decision);
    },
  });
  const handle = await promotions.start('m2');
  const rejected = await handle.startUpdate(rejectUpdate, { args: [word], waitForStage: 'ACCEPTED' });
  expect(await refusal(handle.executeUpdate(approveUpdate, { args: [{ by: 'bob', reason: 'yes' }] }))).toMatchObject({
    type: 'AlreadyDecided',
    message: 'm2 of north/large/fast has been decided: reject by ann: looked at it',
  });
  release();
  expect(await rejected.result()).toEqual({ decision: 'rejected', ...word });
});

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a text', 'yes'],
  ['nobody', { by: '', reason: 'because' }],
  ['no reason', { by: 'ann' }],
  ['an unknown field', { ...word, sure: true }],
  ['a reason without end', { by: 'ann', reason: 'x'.repeat(1001) }],
])('%s is no decision: refused, and the wait continues', async (_what, bad) => {
  const handle = await promotions.start('m2');
  for (const update of [approveUpdate, rejectUpdate]) {
    expect(await refusal(handle.executeUpdate(update, { args: [bad as Decision] }))).toMatchObject({
      type: 'InvalidDecision',
    });
  }
  await handle.executeUpdate(rejectUpdate, { args: [word] });
  expect(await handle.result()).toMatchObject({ decision: 'rejected' });
});

test('a supersede signal that does not say by whom is ignored', async () => {
  const handle = await promotions.start('m2');
  for (const bad of [undefined, 'm3', {}, { by: '' }]) await handle.signal(supersedeSignal, bad as { by: string });
  await handle.executeUpdate(approveUpdate, { args: [word] });
  expect(await promotions.champion()).toBe('m2');
});

test('where the gate decides, nobody is asked', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  promotions.useRegistry({
    ...promotions.registry,
    recordDecision: async (decision) => {
      await held;
      return promotions.registry.recordDecision(decision);
    },
  });
  const challenger = challengerOf('m2', false);
  const handle = await promotions.start('m2', { plan: { policy: 'automatic' }, challenger });
  expect(await refusal(handle.executeUpdate(rejectUpdate, { args: [word] }))).toMatchObject({
    type: 'NotAwaitingApproval',
  });
  release();
  expect(await handle.result()).toMatchObject({ decision: 'rejected' });
});

test('a wait that is cancelled as a workflow is written down as that', async () => {
  const handle = await promotions.start('m2');
  await promotions.waiting(handle);
  await handle.cancel();
  const error: unknown = await handle.result().catch((failed: unknown) => failed);
  expect((error as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
  expect(await promotions.kinds('m2')).toEqual(['wait', 'cancel']);
});

test('a wait whose workflow was terminated is ended by the next challenger', async () => {
  const older = await promotions.start('m2');
  await promotions.waiting(older);
  await older.terminate();
  const newer = await promotions.start('m3', { cutoff: '2025-10-13' });
  await promotions.waiting(newer);
  while ((await promotions.kinds('m2')).length < 2) await pause(50);
  expect(await promotions.kinds('m2')).toEqual(['wait', 'supersede']);
  await newer.executeUpdate(rejectUpdate, { args: [word] });
});

test('after a failover to a cluster without histories the same challenger waits again, and one approval decides', async () => {
  const lost = await promotions.start('m2');
  await promotions.waiting(lost);
  const { registry } = promotions;
  const [wait] = await registry.waitingPromotions(environment, challengerOf('m2').segment);
  const other = await startDevServer();
  const there = await startPromotions(other, { registry, environment });
  try {
    const decided = createPromotions(() => other.client).decide(
      { environment, promotion: wait!.promotion, run: wait!.run },
      'approve',
      word,
    );
    await expect(decided).rejects.toMatchObject({
      name: 'DecisionRefusedError',
      facts: { refusal: 'wait-lost', version: 'm2', environment },
    });
    // A cycle that is asked to retrain the segment judges it again.
    const again = await there.start('m2');
    await there.waiting(again);
    while ((await there.kinds('m2')).length < 3) await pause(50);
    expect(await registry.waitingPromotions(environment, challengerOf('m2').segment)).toHaveLength(1);
    await again.executeUpdate(approveUpdate, { args: [word] });
    expect(await there.champion()).toBe('m2');
    expect(await there.kinds('m2')).toEqual(['wait', 'wait', 'supersede', 'approve']);
  } finally {
    await there.stop();
    await other.teardown();
    await lost.terminate();
  }
});
