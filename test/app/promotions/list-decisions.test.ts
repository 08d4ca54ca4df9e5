import { afterAll, beforeAll, expect, test } from 'vitest';
import { listDecisions } from '../../../src/app/promotions/list-decisions.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

const environment = 'prod';
let database: TestRegistry;
const app = () =>
  testApp({
    registry: database.registry,
    project: { resolved: { environments: { prod: {}, dev: {} } } } as unknown as LoadedProject,
  });

beforeAll(async () => {
  database = await startTestRegistry();
  const record = (action: string, subject: string, actor = 'ann') =>
    database.registry.appendAudit({ actor, action, subject, facts: { version: 'abcd1111', reason: 'looked at' } });
  await record('approve', 'prod/north/large/fast');
  await record('publish', 'prod/north');
  await record('reject', 'prod/south/large/fast', 'ines');
  await record('approve', 'dev/north/large/fast');
  await record('rollback', 'prod/north/large/slow');
  await record('remind', 'prod/north/large/slow');
  await record('retire', 'prod/north/large/slow');
});
afterAll(() => database.stop());

test('decisions come page by page, the newest first, and none of anything else', async () => {
  const first = await performed(listDecisions, app(), { environment, limit: 3 });
  expect(first.decisions.map(({ action }) => action)).toEqual(['retire', 'rollback', 'reject']);
  const second = await performed(listDecisions, app(), { environment, limit: 3, page: first.nextPage! });
  expect(second.decisions.map(({ action, subject }) => [action, subject])).toEqual([
    ['approve', 'prod/north/large/fast'],
  ]);
  expect(second).not.toHaveProperty('nextPage');
});

test('they are found by region or segment, by who decided, and by kind', async () => {
  const actions = async (of: object) =>
    (await performed(listDecisions, app(), { environment, ...of })).decisions.map(({ action }) => action);
  expect(await actions({ of: 'north' })).toEqual(['retire', 'rollback', 'approve']);
  expect(await actions({ of: 'north/large/fast' })).toEqual(['approve']);
  expect(await actions({ actor: 'ines' })).toEqual(['reject']);
  expect(await actions({ kind: 'rollback' })).toEqual(['rollback']);
});

test('an environment that the project does not have is refused', async () => {
  expect(await refusalMessage(() => performed(listDecisions, app(), { environment: 'nowhere' }))).toContain('nowhere');
});
