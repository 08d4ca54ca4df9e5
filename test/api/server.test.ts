import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../../src/api/create-server.ts';
import { ApiError } from '../../src/api/api-error.ts';
import type { App } from '../../src/app/app.ts';
import type { LoadedProject } from '../../src/project/loaded-project.ts';
import { testApp, type TestAppParts } from '../support/app.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry.ts';

const host = '127.0.0.1:8080';
let database: TestRegistry;
let server: FastifyInstance;
const requests: unknown[] = [];

beforeAll(async () => {
  database = await startTestRegistry();
  const environments = { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } };
  const resolved = {
    ...{ name: 'grocer', weekStartsOn: 'monday', horizonWeeks: 3, formats: ['large'], sources: [] },
    ...{ environments, regions: [{ name: 'north', timeZone: 'America/Chicago' }], staleAfterDays: 60 },
  };
  const orchestration: TestAppParts['orchestration'] = {
    controllers: {
      status: () => Promise.reject(new Error('nobody is there')),
      requestCycle: (_address, trigger) => {
        requests.push(trigger);
        return Promise.resolve({ triggerId: trigger.id, decision: 'queued' });
      },
    },
  };
  const project = { resolved, sources: [] } as unknown as LoadedProject;
  const parts = { registry: database.registry, project, orchestration };
  server = await createServer({
    appFor: (actor, ends = {}): App => testApp({ ...parts, actor, ...ends }),
    authenticate: (authorization) => {
      if (authorization === 'Bearer reader') return Promise.resolve({ actor: 'rita', role: 'reader' });
      if (authorization === 'Bearer of-prod') {
        return Promise.resolve({ actor: 'petra', role: 'admin', environments: ['prod'] });
      }
      if (authorization === 'Bearer operator') return Promise.resolve({ actor: 'olaf', role: 'operator' });
      return Promise.reject(new ApiError('key-missing', 'send a key'));
    },
    hosts: new Set(['127.0.0.1']),
    version: '1.2.3',
    log: pino({ level: 'silent' }),
  });
  await database.registry.openCycle('cycle/dev/north/2025-10-06/1', {
    ...{ environment: 'dev', region: 'north', cutoff: '2025-10-06', number: 1, triggers: [] },
  });
});
afterAll(async () => {
  await server.close();
  await database.stop();
});

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  server.inject({ method: 'GET', url: `/api/v1${url}`, headers: { host, authorization: 'Bearer reader', ...headers } });
const post = (url: string, payload: unknown, headers: Readonly<Record<string, string>> = {}) =>
  server.inject({
    ...{ method: 'POST', url: `/api/v1${url}`, payload: JSON.stringify(payload) },
    headers: { host, authorization: 'Bearer operator', 'content-type': 'application/json', ...headers },
  });

test('an operation answers with JSON, and again with 304 to who has it', async () => {
  const first = await get('/project');
  expect([first.statusCode, first.json()]).toMatchObject([200, { name: 'grocer', horizonWeeks: 3 }]);
  const again = await get('/project', { 'if-none-match': String(first.headers.etag) });
  expect([again.statusCode, again.body]).toEqual([304, '']);
});

test('a cycle whose id has slashes is found by its encoded id', async () => {
  const found = await get(`/environments/dev/cycles/${encodeURIComponent('cycle/dev/north/2025-10-06/1')}`);
  expect(found.json()).toMatchObject({ cycle: { region: 'north', state: 'running' } });
  const missing = await get(`/environments/dev/cycles/${encodeURIComponent('cycle/dev/north/2025-10-06/2')}`);
  expect([missing.statusCode, missing.json()]).toMatchObject([404, { code: 'unknown-cycle' }]);
});

test('the overview says what the registry knows where Temporal does not answer', async () => {
  const overview = await get('/environments/dev/overview');
  expect(overview.json()).toMatchObject({
    unreachable: 'nobody is there',
    regions: [{ region: 'north', standing: 'running', cycle: { cutoff: '2025-10-06' } }],
  });
});

test('a command is done in the name of the caller, and is accepted: 202', async () => {
  const accepted = await post('/environments/dev/cycles', { reason: 'new prices' });
  expect([accepted.statusCode, accepted.json()]).toMatchObject([
    202,
    { regions: [{ region: 'north', decision: 'queued' }] },
  ]);
  expect(requests.at(-1)).toMatchObject({ requestedBy: 'olaf', reason: 'new prices' });
});

test('an idempotency key is the id of the trigger, so that a request sent again counts once', async () => {
  await post('/environments/dev/cycles', {}, { 'idempotency-key': 'monday-17' });
  expect(requests.at(-1)).toMatchObject({ id: 'monday-17' });
});

test.each([
  ['no key', () => get('/project', { authorization: '' }), 401, 'key-missing'],
  [
    'a role too low',
    () => post('/environments/dev/cycles', {}, { authorization: 'Bearer reader' }),
    403,
    'role-too-low',
  ],
  ['another host', () => get('/project', { host: 'evil.example' }), 421, 'foreign-host'],
  ['another site', () => get('/project', { 'sec-fetch-site': 'cross-site' }), 403, 'cross-site'],
  ['no such route', () => get('/nothing'), 404, 'no-such-route'],
  ['an unknown parameter', () => get('/environments/dev/cycles?regon=north'), 400, 'invalid-input'],
  ['an unknown environment', () => get('/environments/moon/cycles'), 404, 'unknown-environment'],
  ['a page nobody named', () => get('/environments/dev/cycles?page=two'), 404, 'unknown-page'],
  ['a body that is no JSON', () => post('/environments/dev/cycles', undefined), 400, 'malformed-request'],
])('%s is a problem', async (_what, ask, status, code) => {
  const answer = await ask();
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    status,
    'application/problem+json; charset=utf-8',
  ]);
  expect(answer.json()).toMatchObject({ status, code });
});

test.each([
  ['GET', '/environments/dev/cycles', undefined],
  ['POST', '/models/abcd/adoptions', { from: 'dev', to: 'prod' }],
  ['POST', '/lineage', { direction: 'up', start: { kind: 'model', environment: 'dev', wanted: 'abcd' } }],
  ['POST', '/lineage', { direction: 'down', start: { kind: 'dataset', wanted: 'abcd', environment: 'prod' } }],
  ['GET', '/audit', undefined],
  ['GET', '/keys', undefined],
  ['GET', '/schedules', undefined],
  ['GET', '/environments/dev/events', undefined],
] as const)('a key for prod alone does not get at dev: %s %s', async (method, url, payload) => {
  const headers = { host, authorization: 'Bearer of-prod' };
  const answer = await server.inject({ method, url: `/api/v1${url}`, headers, ...(payload ? { payload } : {}) });
  expect([answer.statusCode, answer.json()]).toMatchObject([403, { code: 'other-environment' }]);
});

test('pages of others cannot embed it, and scripts come from itself alone', async () => {
  const { headers } = await get('/project');
  expect(headers['content-security-policy']).toContain("script-src 'self'");
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('the audit trail is sent as it is read', async () => {
  const exported = await get('/audit/export?format=jsonl');
  expect([exported.statusCode, exported.body]).toEqual([200, '']);
});

test('a page keeps no key: it sends it once, and a cookie that scripts cannot read takes its place', async () => {
  const session = await server.inject({
    ...{ method: 'POST', url: '/api/v1/session', headers: { host }, payload: { key: 'reader' } },
  });
  const cookie = String(session.headers['set-cookie']);
  expect([session.json(), cookie]).toEqual([
    { actor: 'rita', role: 'reader' },
    'shelfcast_key=reader; Path=/api; HttpOnly; SameSite=Strict; Max-Age=43200',
  ]);
  const asked = await server.inject({
    ...{ method: 'GET', url: '/api/v1/session', headers: { host, cookie: 'other=1; shelfcast_key=reader' } },
  });
  expect(asked.json()).toEqual({ actor: 'rita', role: 'reader' });
  const wrong = await server.inject({
    ...{ method: 'POST', url: '/api/v1/session', headers: { host }, payload: { key: 'a b; Path=/' } },
  });
  expect(wrong.statusCode).toBe(401);
});

test('a body that is too long is refused with how long it may be, a file of corrections may be longer', async () => {
  const long = await post('/environments/dev/cycles', { reason: 'x'.repeat(1_100_000) });
  expect(long.json()).toMatchObject({ status: 413, code: 'body-too-large' });
  expect((long.json() as { detail: string }).detail).toContain('1048576 bytes');
  const correction = { content: 'A'.repeat(1_100_000), from: 'mended.csv' };
  const taken = await post('/quarantine/sales/corrections', correction);
  expect(taken.json()).toMatchObject({ code: 'unknown-source' });
  const tooLong = await post('/quarantine/sales/corrections', { ...correction, content: 'A'.repeat(17_000_000) });
  expect((tooLong.json() as { detail: string }).detail).toContain('16 MiB');
  expect(
    (await post('/quarantine/sales/corrections', correction, { authorization: 'Bearer reader' })).json(),
  ).toMatchObject({
    code: 'role-too-low',
  });
});
