import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createServer } from '../../src/api/create-server.ts';
import { ApiError } from '../../src/api/api-error.ts';
import type { App } from '../../src/app/app.ts';
import type { LoadedProject } from '../../src/project/loaded-project.ts';
import { testApp, type TestAppParts } from '../support/app.ts';
import { startTestRegistry, type TestRegistry } from '../support/registry.ts';

const host = '127.0.0.1:8080';
let database: TestRegistry;
let server: FastifyInstance;
let project: LoadedProject;
const requests: unknown[] = [];
const decisions: unknown[] = [];

beforeAll(async () => {
  database = await startTestRegistry();
  const environments = { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } };
  const resolved = {
    ...{ name: 'grocer', weekStartsOn: 'monday', horizonWeeks: 3, formats: ['large'], sources: [] },
    ...{ environments, regions: [{ name: 'north', timeZone: 'America/Chicago' }], staleAfterDays: 60 },
  };
  const orchestration: TestAppParts['orchestration'] = {
    promotions: {
      decide: (_promotion, _word, decision) => {
        decisions.push(decision);
        return Promise.resolve({ decision: 'promoted', ...decision });
      },
    },
    controllers: {
      status: () => Promise.reject(new Error('nobody is there')),
      requestCycle: (_address, trigger) => {
        requests.push(trigger);
        return Promise.resolve({ triggerId: trigger.id, decision: 'queued' });
      },
    },
  };
  project = { resolved, sources: [] } as unknown as LoadedProject;
  const parts = { registry: database.registry, project, orchestration };
  server = await createServer({
    appFor: (actor, ends = {}): App => testApp({ ...parts, actor, ...ends }),
    authenticate: (authorization) => {
      if (authorization === 'Bearer reader') return Promise.resolve({ actor: 'rita', role: 'reader' });
      if (authorization === 'Bearer of-prod') {
        return Promise.resolve({ actor: 'petra', role: 'admin', environments: ['prod'] });
      }
      if (authorization === 'Bearer approver') return Promise.resolve({ actor: 'ann', role: 'approver' });
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

test('a stream that was being opened when the server stopped does not keep it from stopping', async () => {
  const asked = Promise.withResolvers<undefined>();
  const known = Promise.withResolvers<undefined>();
  const stopping = await createServer({
    appFor: () => testApp({ registry: database.registry, project, orchestration: {} }),
    authenticate: async () => {
      asked.resolve(undefined);
      await known.promise;
      return { actor: 'rita', role: 'reader' };
    },
    hosts: new Set(['127.0.0.1']),
    version: '1.2.3',
    log: pino({ level: 'silent' }),
  });
  const begun = Promise.withResolvers<undefined>();
  stopping.addHook('preClose', () => begun.resolve(undefined));
  const address = await stopping.listen({ host: '127.0.0.1', port: 0 });
  const stream = fetch(`${address}/api/v1/environments/dev/events`).then(
    (answer) => answer.text(),
    () => 'cut off',
  );
  await asked.promise;
  const closed = stopping.close();
  await begun.promise;
  known.resolve(undefined);
  await closed;
  expect(await stream).toMatch(/this server is stopping|cut off/);
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
  ['a broken escape', () => get('/environments/%zz/cycles'), 400, 'malformed-request'],
  [
    'a part of a path that is too long',
    () => get(`/environments/${'x'.repeat(1001)}/cycles`),
    414,
    'malformed-request',
  ],
  ['an id of 200 characters', () => get(`/environments/dev/triggers/${'x'.repeat(200)}`), 404, 'unknown-trigger'],
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
  ['GET', '/audit?environments=dev', undefined],
  ['GET', '/audit?environments=prod&environments=dev', undefined],
  ['GET', '/audit/export?format=jsonl', undefined],
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
  expect(headers['referrer-policy']).toBe('no-referrer');
});

test('what lets somebody in is not taken from an address, which others may see', async () => {
  for (const name of ['key', 'token', 'access_token', 'authorization', 'session']) {
    const asked = await server.inject({
      ...{ method: 'GET', url: `/api/v1/session?${name}=reader`, headers: { host } },
    });
    expect([name, asked.statusCode]).toEqual([name, 401]);
  }
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

test('a key for prod alone sees the records about prod, and not those about keys', async () => {
  for (const subject of ['dev/north/large/fast', 'prod/north/large/fast', 'key/1']) {
    await database.registry.appendAudit({ actor: 'ann', action: 'tag', subject, facts: {} });
  }
  const subjects = async (authorization: string) =>
    (await get('/audit?newest=100', { authorization })).json<{ subject: string }[]>().map(({ subject }) => subject);
  expect(await subjects('Bearer of-prod')).toEqual(['prod/north/large/fast']);
  expect(await subjects('Bearer reader')).toEqual(['dev/north/large/fast', 'prod/north/large/fast', 'key/1']);
});

test('a moment that is none is refused by name', async () => {
  const answer = await get('/audit?since=yesterday');
  expect([answer.statusCode, answer.json()]).toMatchObject([400, { errors: [{ pointer: '/since' }] }]);
});

test('a command that is sent again with its key is done once, and answered alike', async () => {
  const before = requests.length;
  const send = (payload: object) => post('/environments/dev/cycles', payload, { 'idempotency-key': 'tuesday-1' });
  const [first, again] = [await send({ reason: 'new prices' }), await send({ reason: 'new prices' })];
  expect([first.statusCode, again.statusCode, again.json()]).toEqual([202, 202, first.json()]);
  expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
  expect(requests).toHaveLength(before + 1);
  const other = await send({ reason: 'other prices' });
  expect([other.statusCode, other.json()]).toMatchObject([422, { code: 'idempotency-key-reused' }]);
});

test('202 says where to see what happens to it', async () => {
  const asked = await post('/environments/dev/cycles', {});
  const { triggerId } = asked.json<{ triggerId: string }>();
  expect(asked.headers.location).toBe(`/api/v1/environments/dev/triggers/${triggerId}`);
  const missing = await get(`/environments/dev/triggers/${triggerId}`);
  // The controllers of this test enter nothing into the registry.
  expect([missing.statusCode, missing.json()]).toMatchObject([404, { code: 'unknown-trigger' }]);
});

test('a published file has an address that never changes', async () => {
  const missing = await get(`/environments/dev/blobs/${'a'.repeat(64)}`);
  expect([missing.statusCode, missing.json()]).toMatchObject([404, { code: 'unknown-blob' }]);
});

test('who decides may say what they saw: where that has changed, nothing is decided', async () => {
  const decision = (run: string) => ({
    ...{ id: `wait/${run}`, promotion: 'promotion/dev/abcd1111', run, environment: 'dev', version: 'abcd1111' },
    ...{ segment: { region: 'north', format: 'large', velocity: 'fast' } as const, cutoff: '2025-10-06' },
    ...{ kind: 'wait' as const, gatePassed: true, actor: 'cycle', reason: 'policy', facts: {} },
  });
  await database.registry.recordDecision(decision('r1'));
  const url = '/environments/dev/promotions/abcd1111';
  const seen = String((await get(url)).headers.etag);
  const approve = (tag: string) =>
    post(`${url}/approval`, { reason: 'looked at' }, { authorization: 'Bearer approver', 'if-match': tag });
  const stale = await approve('"another"');
  expect([stale.statusCode, stale.json()]).toMatchObject([412, { code: 'changed-since' }]);
  expect([(await approve(`W/${seen}`)).statusCode, decisions]).toEqual([412, []]);
  expect((await approve(`"another", ${seen}`)).statusCode).toBe(200);
  expect(decisions).toEqual([{ by: 'ann', reason: 'looked at' }]);
});

test('a body that is deeper than the stack is refused', async () => {
  const depth = 200_000;
  const answer = await server.inject({
    ...{ method: 'POST', url: '/api/v1/environments/dev/cycles' },
    payload: `{"regions": ${'['.repeat(depth)}${']'.repeat(depth)}}`,
    headers: { host, authorization: 'Bearer operator', 'content-type': 'application/json' },
  });
  expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'invalid-input' }]);
});

/** A server of its own: how it is reached is said when it is made. */
async function reachedBy(how: Partial<Parameters<typeof createServer>[0]>): Promise<FastifyInstance> {
  const made = await createServer({
    appFor: (actor) => testApp({ registry: database.registry, actor }),
    authenticate: () => Promise.resolve({ actor: 'rita', role: 'reader' }),
    ...{ hosts: new Set(['127.0.0.1']), version: '1.2.3', log: pino({ level: 'silent' }), ...how },
  });
  onTestFinished(() => made.close());
  return made;
}

test('browsers that reach it by HTTPS use only HTTPS from then on', async () => {
  const policyOf = async (one: FastifyInstance) =>
    (await one.inject({ method: 'GET', url: '/api/health', headers: { host } })).headers['strict-transport-security'];
  expect(await policyOf(await reachedBy({ secure: true }))).toBe('max-age=31536000; includeSubDomains');
  expect(await policyOf(server)).toBeUndefined();
});

test('requests are counted by the address that the nearest proxy saw, and not by what is claimed', async () => {
  const statuses = async (one: FastifyInstance, addresses: readonly string[]) => {
    const answers: number[] = [];
    for (const address of addresses) {
      const headers = { host, 'x-forwarded-for': address };
      answers.push((await one.inject({ method: 'GET', url: '/api/v1/session', headers })).statusCode);
    }
    return answers;
  };
  const behind = { requestsPerMinute: 1, behindProxy: true };
  // What comes first in the list is what the client says of itself.
  expect(await statuses(await reachedBy(behind), ['192.0.2.1', '192.0.2.2', '198.51.100.7, 192.0.2.1'])).toEqual([
    ...[200, 200, 429],
  ]);
  expect(await statuses(await reachedBy({ requestsPerMinute: 1 }), ['192.0.2.1', '192.0.2.2'])).toEqual([200, 429]);
});

test('a body that is too long is refused with how long it may be, a file of corrections may be longer', async () => {
  const long = await post('/environments/dev/cycles', { reason: 'x'.repeat(1_100_000) });
  expect(long.json()).toMatchObject({ status: 413, code: 'body-too-large' });
  expect(long.json<{ detail: string }>().detail).toContain('1048576 bytes');
  const correction = { content: 'A'.repeat(1_100_000), from: 'mended.csv' };
  const taken = await post('/quarantine/sales/corrections', correction);
  expect(taken.json()).toMatchObject({ code: 'unknown-source' });
  const tooLong = await post('/quarantine/sales/corrections', { ...correction, content: 'A'.repeat(17_000_000) });
  expect(tooLong.json<{ detail: string }>().detail).toContain('16 MiB');
  expect(
    (await post('/quarantine/sales/corrections', correction, { authorization: 'Bearer reader' })).json(),
  ).toMatchObject({
    code: 'role-too-low',
  });
});
