import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { endSessions } from '../../../src/app/sessions/end-sessions.ts';
import { listSessions } from '../../../src/app/sessions/list-sessions.ts';
import { endedText } from '../../../src/reports/sessions/sessions-text.ts';
import { performed, testApp } from '../../support/app.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;
const inAnHour = new Date(Date.now() + 3_600_000).toISOString();

beforeAll(async () => {
  database = await startTestRegistry();
  app = testApp({ registry: database.registry });
  const { registry } = database;
  await registry.openSession('1', { actor: 'eve at login', role: 'operator', expiresAt: inAnHour });
  await registry.openSession('2', { actor: 'eve at login', role: 'operator', expiresAt: inAnHour });
  await registry.openSession('3', {
    actor: 'bob at login',
    role: 'reader',
    environments: ['dev'],
    expiresAt: inAnHour,
  });
  await registry.openSession('4', { actor: 'old at login', role: 'reader', expiresAt: new Date(0).toISOString() });
});
afterAll(() => database.stop());

test('an administrator ends all sessions of somebody, which is written down', async () => {
  const actors = async () => (await performed(listSessions, app, {})).map(({ actor }) => actor).sort();
  expect(await actors()).toEqual(['bob at login', 'eve at login', 'eve at login']);
  expect(await performed(endSessions, app, { actor: 'eve at login' })).toEqual({ actor: 'eve at login', ended: 2 });
  expect(await actors()).toEqual(['bob at login']);
  expect(await database.registry.usableSession('1')).toBeUndefined();
  expect(await database.registry.usableSession('3')).toEqual({
    ...{ actor: 'bob at login', role: 'reader', environments: ['dev'], expiresAt: inAnHour },
  });
  expect((await database.registry.audit()).at(-1)).toMatchObject({
    ...{ actor: 'ann', action: 'end-sessions', subject: 'session/eve at login', facts: { sessions: 2 } },
  });
});

test('of who has none, none ends, and nothing is written down', async () => {
  const before = await database.registry.auditHead();
  const answer = await performed(endSessions, app, { actor: 'nobody' });
  expect([answer, endedText(answer)]).toEqual([
    { actor: 'nobody', ended: 0 },
    '"nobody" has no session; "shelfcast sessions list" shows who has',
  ]);
  expect(await database.registry.auditHead()).toEqual(before);
});
