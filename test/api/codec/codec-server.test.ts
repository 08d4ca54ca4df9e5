import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { EncryptionCodec } from '../../../src/adapters/payloads/encryption-codec.ts';
import { KeyRing } from '../../../src/adapters/payloads/key-ring.ts';
import { keysOnly } from '../../../src/api/keys.ts';
import { createCodecServer } from '../../../src/api/codec/codec-server.ts';
import { bodyOf, payloadsIn } from '../../../src/api/codec/payload-json.ts';
import { keyHash } from '../../../src/app/keys/key-hash.ts';
import type { AccessKey } from '../../../src/ports/access-keys.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const ui = 'https://temporal.example.com';
const madeBy = { createdBy: 'ann', createdAt: '2026-11-29T00:00:00Z' };
/** Keys of the API by name: each is its own secret. */
const accessKeys: readonly AccessKey[] = [
  { id: '1', name: 'ann', role: 'admin', ...madeBy },
  { id: '2', name: 'dev-only', role: 'operator', environments: ['dev'], ...madeBy },
  { id: '3', name: 'sheet', role: 'reader', ...madeBy },
];

interface Server {
  readonly server: FastifyInstance;
  readonly codec: EncryptionCodec;
  readonly logged: string[];
}

async function start(keys = `a ${randomBytes(32).toString('base64')}\n`): Promise<Server> {
  const file = join(await temporaryDirectory(), 'keys');
  await writeFile(file, keys);
  const codec = new EncryptionCodec(new KeyRing(file));
  const logged: string[] = [];
  const server = await createCodecServer({
    codec,
    authenticate: keysOnly((hash) => Promise.resolve(accessKeys.find(({ name }) => keyHash(name) === hash))),
    environmentOf: (namespace) => ({ 'grocer-dev': 'dev', 'grocer-prod': 'prod' })[namespace],
    hosts: new Set(['localhost']),
    origins: new Set([ui]),
    secure: true,
    log: pino({}, { write: (line: string) => void logged.push(line) }),
  });
  onTestFinished(() => server.close());
  return { server, codec, logged };
}

const payloads = [defaultPayloadConverter.toPayload({ reason: 'flood' }), defaultPayloadConverter.toPayload('ann')];
const of = (namespace: string) => ({ type: 'workflow', namespace, workflowId: 'w' }) as const;
const read = (decoded: readonly Payload[]): unknown[] =>
  decoded.map((payload) => defaultPayloadConverter.fromPayload<unknown>(payload));

interface Question {
  readonly url?: string;
  readonly key?: string;
  readonly namespace?: string;
  readonly payloads?: Payload[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

async function ask(
  { server }: Server,
  { url = '/decode', key, namespace, payloads: sent = [], headers, body }: Question,
) {
  const answer = await server.inject({
    ...{ method: 'POST', url },
    headers: {
      host: 'localhost:8081',
      ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      ...(namespace === undefined ? {} : { 'x-namespace': namespace }),
      ...headers,
    },
    payload: body ?? bodyOf(sent),
  });
  return { ...answer, status: answer.statusCode, json: () => answer.json<{ code?: string; detail?: string }>() };
}

test('encodes what Temporal would store and decodes it again', async () => {
  const server = await start();
  const encoded = await ask(server, { url: '/encode', key: 'ann', namespace: 'grocer-prod', payloads });
  expect(encoded.status).toBe(200);
  const sealed = payloadsIn(encoded.json());
  expect(JSON.stringify(sealed)).not.toContain(Buffer.from('flood').toString('base64').slice(0, 6));
  const decoded = await ask(server, { key: 'ann', namespace: 'grocer-prod', payloads: sealed });
  expect(read(payloadsIn(decoded.json()))).toEqual([{ reason: 'flood' }, 'ann']);
});

test('what is not encrypted comes back as it is', async () => {
  const server = await start();
  const { json } = await ask(server, { key: 'ann', payloads });
  expect(read(payloadsIn(json()))).toEqual([{ reason: 'flood' }, 'ann']);
});

test.each([
  ['nobody', undefined, 'grocer-dev', 'grocer-dev', 401],
  ['an unknown key', 'other', 'grocer-dev', 'grocer-dev', 401],
  ['a reader', 'sheet', 'grocer-dev', 'grocer-dev', 403],
  ['an operator of dev', 'dev-only', 'grocer-dev', 'grocer-dev', 200],
  ['an operator of dev in prod', 'dev-only', 'grocer-prod', 'grocer-prod', 403],
  ['an operator of dev who says it is of dev', 'dev-only', 'grocer-dev', 'grocer-prod', 403],
  ['an operator of dev with what is of no namespace', 'dev-only', 'grocer-dev', undefined, 403],
  ['an operator of dev who does not say of what', 'dev-only', '', 'grocer-dev', 200],
  ['an operator of dev who does not say that it is of prod', 'dev-only', '', 'grocer-prod', 403],
  ['an admin in prod', 'ann', 'grocer-prod', 'grocer-prod', 200],
  ['an admin with what is of no namespace', 'ann', 'grocer-prod', undefined, 200],
  ['an admin in a namespace of somebody else', 'ann', 'other', 'grocer-prod', 403],
])('%s', async (_, key, namespace, madeFor, status) => {
  const server = await start();
  const sealed = await server.codec.encode(payloads, madeFor === undefined ? undefined : of(madeFor));
  const answer = await ask(server, { ...(key === undefined ? {} : { key }), namespace, payloads: sealed });
  expect(answer.status).toBe(status);
  expect(answer.body.includes(Buffer.from('"ann"').toString('base64'))).toBe(status === 200);
});

test("only the UI's pages may ask, and read what is answered", async () => {
  const server = await start();
  const asksFirst = (origin: string) =>
    server.server.inject({ method: 'OPTIONS', url: '/decode', headers: { host: 'localhost', origin } });
  const allowed = await asksFirst(ui);
  expect([allowed.statusCode, allowed.headers]).toMatchObject([
    204,
    {
      'access-control-allow-origin': ui,
      'access-control-allow-headers': 'X-Namespace, Content-Type, Authorization',
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-credentials': 'true',
    },
  ]);
  for (const origin of ['https://evil.example.com', 'null', `${ui}.evil.example.com`]) {
    const refused = await asksFirst(origin);
    expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    expect((await ask(server, { key: 'ann', headers: { origin } })).status).toBe(403);
  }
  const answer = await ask(server, { key: 'ann', payloads, headers: { origin: ui } });
  expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([200, ui]);
  expect((await ask(server, { key: 'ann', headers: { host: 'evil.example.com' } })).status).toBe(421);
});

test('a probe may ask by any name whether it lives', async () => {
  const { server } = await start();
  const answer = await server.inject({ url: '/health', headers: { host: '10.0.0.7:8081' } });
  expect([answer.statusCode, answer.json()]).toEqual([200, { status: 'ok' }]);
});

test('a browser keeps the key of who signs in where no script and no other site reaches it', async () => {
  const server = await start();
  const signIn = (key: string) =>
    server.server.inject({
      ...{ method: 'POST', url: '/session', payload: new URLSearchParams({ key }).toString() },
      headers: { host: 'localhost:8081', 'content-type': 'application/x-www-form-urlencoded' },
    });
  expect((await signIn('other')).statusCode).toBe(401);
  expect((await signIn('x\r\nset-cookie: y')).statusCode).toBe(401);
  const { statusCode, headers } = await signIn('ann');
  const cookie = String(headers['set-cookie']);
  expect([statusCode, cookie]).toEqual([
    303,
    '__Host-shelfcast_key=ann; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure',
  ]);
  const sealed = await server.codec.encode(payloads, of('grocer-prod'));
  const answer = await ask(server, {
    ...{ namespace: 'grocer-prod', payloads: sealed, headers: { origin: ui, cookie: cookie.split(';')[0]! } },
  });
  expect(read(payloadsIn(answer.json()))).toEqual([{ reason: 'flood' }, 'ann']);
  const page = await server.server.inject({ url: '/', headers: { host: 'localhost', cookie: cookie.split(';')[0]! } });
  expect(page.body).toContain('You are signed in');
});

test('who had what decrypted is logged, and nothing of what was in it', async () => {
  const server = await start();
  const sealed = await server.codec.encode(payloads, of('grocer-prod'));
  await ask(server, { key: 'ann', namespace: 'grocer-prod', payloads: sealed });
  expect(server.logged.map((line) => JSON.parse(line) as object)).toMatchObject([
    { msg: 'payloads were decrypted', actor: 'ann', namespace: 'grocer-prod', payloads: 2, keyIds: ['a'] },
  ]);
  expect(server.logged.join()).not.toMatch(/flood/);
});

test('a key that is not there and a payload that was changed are said, not guessed', async () => {
  const server = await start();
  const other = await start(`b ${randomBytes(32).toString('base64')}\n`);
  const unknown = await ask(server, { key: 'ann', payloads: await other.codec.encode(payloads) });
  expect([unknown.status, unknown.json()]).toMatchObject([422, { code: 'payload-key-unknown' }]);
  const [sealed] = await server.codec.encode(payloads);
  const changed = { ...sealed, data: Buffer.concat([sealed!.data!, Buffer.from([0])]) };
  const tampered = await ask(server, { key: 'ann', payloads: [changed] });
  expect([tampered.status, tampered.json()]).toMatchObject([422, { code: 'payload-tampered' }]);
});

test.each([
  [{ payloads: 3 }, 400],
  [{ payloads: [{ data: '***' }] }, 400],
  [[], 400],
  [{ payloads: [{ data: 'A'.repeat(9 * 1_048_576) }] }, 413],
])('bodies that are none: %#', async (body, status) => {
  expect((await ask(await start(), { key: 'ann', body })).status).toBe(status);
});
