import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createServer } from '../../../src/api/create-server.ts';
import { ApiError } from '../../../src/api/api-error.ts';
import { createWebhookSecret } from '../../../src/app/webhooks/create-webhook-secret.ts';
import { revokeWebhookSecret } from '../../../src/app/webhooks/revoke-webhook-secret.ts';
import type { Trigger } from '../../../src/contracts/trigger.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp, type TestAppParts } from '../../support/app.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let server: FastifyInstance;
let parts: TestAppParts;
let secret: string;
let secretId: string;
const reported: { readonly region: string; readonly trigger: Trigger }[] = [];

beforeAll(async () => {
  database = await startTestRegistry();
  const regions = ['north', 'south'].map((name) => ({ name, timeZone: 'America/Chicago' }));
  parts = {
    registry: database.registry,
    project: { resolved: { environments: { dev: {}, prod: {} }, regions } } as unknown as LoadedProject,
    orchestration: {
      controllers: {
        dataChanged: ({ region }, trigger) => {
          reported.push({ region, trigger });
          return Promise.resolve({ triggerId: trigger.id, decision: 'queued' });
        },
      },
    },
  };
  server = await createServer({
    appFor: (actor) => testApp({ ...parts, actor }),
    authenticate: () => Promise.reject(new ApiError('key-missing', 'send a key')),
    ...{ hosts: new Set(['127.0.0.1']), version: '1.2.3', log: pino({ level: 'silent' }) },
  });
  const made = await performed(createWebhookSecret, testApp(parts), { environment: 'prod', name: 'warehouse' });
  [secret, secretId] = [made.secret, made.details.id];
});
afterAll(async () => {
  await server.close();
  await database.stop();
});

interface Sent {
  readonly id?: string;
  readonly at?: Date;
  readonly body?: string;
  readonly signedBody?: string;
  readonly environment?: string;
  readonly by?: string;
  readonly more?: string;
}

/** Sends as the reference library signs. */
const send = async (sent: Sent = {}) => {
  const { id = 'msg_1', at = new Date(), body = '{"type":"data.changed"}', environment = 'prod', by = secret } = sent;
  const signature = new Webhook(by).sign(id, at, sent.signedBody ?? body);
  const answer = await server.inject({
    ...{ method: 'POST', url: `/api/v1/environments/${environment}/webhooks/data-changes`, payload: body },
    headers: {
      ...{ host: '127.0.0.1', 'content-type': 'application/json', 'webhook-id': id },
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': sent.more === undefined ? signature : `${sent.more} ${signature}`,
    },
  });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};

test('what a holder of a secret signs is reported to the regions, in the sender’s name', async () => {
  const body = JSON.stringify({ type: 'data.changed', data: { regions: ['south'], reason: 'sales of Monday' } });
  expect(await send({ body, id: 'msg_sales' })).toEqual({
    status: 202,
    body: { environment: 'prod', regions: ['south'], triggerId: 'warehouse/msg_sales' },
  });
  expect(reported).toMatchObject([
    { region: 'south', trigger: { cause: 'data', requestedBy: 'webhook warehouse', reason: 'sales of Monday' } },
  ]);
  const [used] = await database.registry.webhookSecrets();
  expect(used?.usedAt).toBeDefined();
});

test('one that is sent again has the same id, so that controllers count it once', async () => {
  await send({ id: 'msg_again' });
  await send({ id: 'msg_again' });
  expect(reported.slice(-2).map(({ trigger }) => trigger.id)).toEqual(['warehouse/msg_again', 'warehouse/msg_again']);
});

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
test.each<[string, Sent, number, string]>([
  ['of a body that was changed on the way', { signedBody: '{}' }, 401, 'webhook-refused'],
  ['that somebody kept for six minutes', { at: minutesAgo(6) }, 401, 'webhook-refused'],
  ['from the future', { at: minutesAgo(-6) }, 401, 'webhook-refused'],
  ['signed with another secret', { by: `whsec_${Buffer.alloc(32, 1).toString('base64')}` }, 401, 'webhook-refused'],
  ['to another environment', { environment: 'dev' }, 401, 'webhook-refused'],
  ['to an environment that is not there', { environment: 'moon' }, 404, 'unknown-environment'],
  ['of another type', { body: '{"type":"user.created"}' }, 400, 'invalid-input'],
  [
    'of a region that is not there',
    { body: '{"type":"data.changed","data":{"regions":["x"]}}' },
    404,
    'unknown-region',
  ],
  ['that is no JSON', { body: '{' }, 400, 'invalid-input'],
  ['with an id that is too long', { id: 'x'.repeat(151) }, 400, 'invalid-input'],
])('a webhook %s is refused', async (_what, sent, status, code) => {
  const before = reported.length;
  expect(await send(sent)).toMatchObject({ status, body: { code } });
  expect(reported).toHaveLength(before);
});

test('without a signature nobody gets in', async () => {
  const url = '/api/v1/environments/prod/webhooks/data-changes';
  const answer = await server.inject({ method: 'POST', url, payload: {}, headers: { host: '127.0.0.1' } });
  expect([answer.statusCode, answer.json()]).toMatchObject([401, { code: 'webhook-unsigned' }]);
});

test('of several signatures one is enough, as senders that change over send them', async () => {
  expect(await send({ more: `v1,${Buffer.alloc(32).toString('base64')} v1a,other` })).toMatchObject({ status: 202 });
});

test('during a rotation both secrets sign; a revoked one no longer', async () => {
  const next = await performed(createWebhookSecret, testApp(parts), { environment: 'prod', name: 'warehouse' });
  expect([(await send()).status, (await send({ by: next.secret })).status]).toEqual([202, 202]);
  await performed(revokeWebhookSecret, testApp(parts), { environment: 'prod', id: secretId });
  expect([(await send()).status, (await send({ by: next.secret })).status]).toEqual([401, 202]);
});

test('the example of the documentation signs what is taken', async () => {
  const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
  const [, example = ''] = /```text\n(SECRET=whsec_[^`]*)curl /.exec(page) ?? [];
  const made = await performed(createWebhookSecret, testApp(parts), { environment: 'prod', name: 'example' });
  const script = example.replace(/^SECRET=.*$/m, `SECRET='${made.secret}'`).replace('"urban"', '"north"');
  const printed = execFileSync('bash', ['-c', `${script}\necho "$ID|$NOW|$SIGNATURE|$BODY"`], { encoding: 'utf8' });
  const [id, now, signature, body] = printed.trim().split('|');
  const answer = await server.inject({
    ...{ method: 'POST', url: '/api/v1/environments/prod/webhooks/data-changes', payload: body! },
    headers: { host: '127.0.0.1', 'webhook-id': id, 'webhook-timestamp': now, 'webhook-signature': `v1,${signature}` },
  });
  expect([answer.statusCode, answer.json()]).toMatchObject([202, { regions: ['north'] }]);
});
