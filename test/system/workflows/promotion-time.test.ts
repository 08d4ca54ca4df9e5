import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { approveUpdate, promotionStatusQuery } from '../../../src/contracts/messages.ts';
import type { Decision } from '../../../src/contracts/promotion.ts';
import { challengerOf, startPromotions, type Promotions } from '../../support/promotions.ts';
import { startTimeSkippingServer } from '../../support/time-skipping.ts';

// What takes days, on a server whose time skips; the rest of promotion.ts is tested on a real one.

const dayMs = 86_400_000;
const word: Decision = { by: 'ann', reason: 'looked at it' };

let server: TestWorkflowEnvironment;
let promotions: Promotions;
let environment: string;

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
});
// A server for each test: once a workflow ends while one of its activities runs, this server never skips time again.
beforeEach(async () => {
  server = await startTimeSkippingServer();
  promotions = await startPromotions(server);
  environment = await promotions.newEnvironment();
});
afterEach(async () => {
  await promotions.stop();
  await server.teardown();
});

test('nobody decides: a reminder a day, then the old champion stays', async () => {
  const handle = await promotions.start('m2');
  expect(await handle.result()).toMatchObject({
    decision: 'expired',
    reason: expect.stringMatching(/^nobody decided until/) as string,
  });
  const { startTime, closeTime = startTime, historyLength } = await handle.describe();
  expect(Math.floor((closeTime.getTime() - startTime.getTime()) / dayMs)).toBe(7);
  expect(await promotions.champion()).toBe('m1');
  expect(await promotions.kinds('m2')).toEqual(['wait', ...Array<string>(6).fill('remind'), 'expire']);
  // A week of reminders is a small history.
  expect(historyLength).toBeLessThan(150);
});

test('weeks of waiting are over with the word', async () => {
  const handle = await promotions.start('m2', {
    plan: { policy: 'manual', remindEveryHours: 48, expireAfterDays: 30 },
  });
  await server.sleep('19 days');
  expect(await handle.query(promotionStatusQuery)).toMatchObject({ state: 'waiting', reminders: 9 });
  await handle.executeUpdate(approveUpdate, { args: [word] });
  expect(await promotions.champion()).toBe('m2');
});

test('one that its gate refused displaces none that passed, is not reminded of, and can be approved all the same', async () => {
  const passed = await promotions.start('m2', {
    plan: { policy: 'manual', remindEveryHours: 24, expireAfterDays: 30 },
  });
  await promotions.waiting(passed);
  const refused = await promotions.start('m3', { cutoff: '2025-10-13', challenger: challengerOf('m3', false) });
  await promotions.waiting(refused);
  await server.sleep('60 hours');
  expect(await passed.query(promotionStatusQuery)).toMatchObject({ state: 'waiting', reminders: 2 });
  expect(await refused.query(promotionStatusQuery)).toMatchObject({ state: 'waiting', reminders: 0 });
  const [began] = await promotions.registry.decisionsOn(environment, 'm3');
  expect(began).toMatchObject({
    kind: 'wait',
    gatePassed: false,
    reason: expect.stringMatching(/^refused by its gate: mape/) as string,
  });
  await refused.executeUpdate(approveUpdate, { args: [word] });
  expect(await promotions.champion()).toBe('m3');
  // Older than the champion by now.
  while (['wait', 'remind'].includes((await promotions.kinds('m2')).at(-1) ?? '')) await pause(50);
  expect(await passed.result()).toMatchObject({ decision: 'superseded', by: refused.workflowId });
});
