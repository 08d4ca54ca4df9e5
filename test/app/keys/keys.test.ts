import { afterAll, beforeAll, expect, test } from 'vitest';
import { keysOnly } from '../../../src/api/keys.ts';
import type { App } from '../../../src/app/app.ts';
import { createKey } from '../../../src/app/keys/create-key.ts';
import { listKeys } from '../../../src/app/keys/list-keys.ts';
import { revokeKey } from '../../../src/app/keys/revoke-key.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;

beforeAll(async () => {
  database = await startTestRegistry();
  const project = { resolved: { environments: { dev: {}, prod: {} } } } as unknown as LoadedProject;
  app = testApp({ registry: database.registry, project });
});
afterAll(() => database.stop());

const authenticate = (authorization: string | undefined) =>
  keysOnly((hash) => database.registry.usableAccessKey(hash))(authorization);

test('a key lets its owner in, by Bearer and as the password of Basic, with its role and environments', async () => {
  const { key } = await performed(createKey, app, { name: 'sheet', role: 'reader', environments: ['prod'] });
  const caller = { actor: 'sheet', role: 'reader', environments: ['prod'] };
  expect(await authenticate(`Bearer ${key}`)).toEqual(caller);
  expect(await authenticate(`Basic ${Buffer.from(`anyone:${key}`).toString('base64')}`)).toEqual(caller);
});

test.each([undefined, '', 'Bearer', 'Bearer ', 'Digest x', `Basic ${Buffer.from('ann').toString('base64')}`])(
  'without a key nobody is let in: %s',
  async (authorization) => {
    await expect(authenticate(authorization)).rejects.toMatchObject({ code: 'key-missing', status: 401 });
  },
);

test('an unknown, an expired and a revoked key are refused alike', async () => {
  const expired = await performed(createKey, app, { name: 'old', role: 'admin', days: 1e-9 });
  const revoked = await performed(createKey, app, { name: 'lost', role: 'admin' });
  await performed(revokeKey, app, { id: revoked.details.id });
  for (const key of ['shelfcast_unknown', expired.key, revoked.key]) {
    await expect(authenticate(`Bearer ${key}`)).rejects.toMatchObject({ code: 'key-unknown', status: 401 });
  }
});

test('neither a list, nor the audit trail, nor the registry has a key', async () => {
  const { key, details } = await performed(createKey, app, { name: 'etl', role: 'operator' });
  const listed = await performed(listKeys, app, {});
  expect(listed.find(({ id }) => id === details.id)).toEqual(details);
  const records = await database.registry.audit();
  expect(records.at(-1)).toMatchObject({ actor: 'ann', action: 'create-key', subject: `key/${details.id}` });
  expect(JSON.stringify([listed, records])).not.toContain(key.slice('shelfcast_'.length));
});

test('a key that is revoked twice says who did it first; one that is unknown is refused', async () => {
  const { details } = await performed(createKey, app, { name: 'twice', role: 'reader' });
  const first = await performed(revokeKey, app, { id: details.id });
  const again = await performed(revokeKey, { ...app, actor: 'bob' }, { id: details.id });
  expect([first.revokedBy, again.revokedBy, again.revokedAt]).toEqual(['ann', 'ann', first.revokedAt]);
  expect(await refusalMessage(() => performed(revokeKey, app, { id: 'none' }))).toBe(
    'UsageError: there is no key "none"; "shelfcast keys list" shows them',
  );
});

test('a key for an environment that the project lacks is not made', async () => {
  const asked = { name: 'x', role: 'reader' as const, environments: ['moon'] };
  expect(await refusalMessage(() => performed(createKey, app, asked))).toBe(
    'UsageError: the project has no environment "moon"; it has dev, prod',
  );
});
