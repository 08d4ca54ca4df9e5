import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { createWebhookSecret } from '../../../src/app/webhooks/create-webhook-secret.ts';
import { listWebhookSecrets } from '../../../src/app/webhooks/list-webhook-secrets.ts';
import { revokeWebhookSecret } from '../../../src/app/webhooks/revoke-webhook-secret.ts';
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

const usable = async (environment: string) =>
  (await database.registry.usableWebhookSecrets(environment)).map(({ id }) => id);

test('a secret is for one environment, shown once, and written into the audit trail without itself', async () => {
  const { secret, details } = await performed(createWebhookSecret, app, { name: 'etl', environment: 'prod' });
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect([await usable('prod'), await usable('dev')]).toEqual([[details.id], []]);
  expect(await performed(listWebhookSecrets, app, { environment: 'prod' })).toEqual([details]);
  expect(await performed(listWebhookSecrets, app, { environment: 'dev' })).toEqual([]);
  const records = await database.registry.audit();
  expect(records.at(-1)).toMatchObject({
    ...{ actor: 'ann', action: 'create-webhook-secret', subject: `prod/webhook/${details.id}` },
  });
  expect(JSON.stringify(records)).not.toContain(secret.slice('whsec_'.length));
});

test('while a sender changes over two are usable; a third is refused until one is revoked', async () => {
  const asked = { name: 'rotating', environment: 'dev' };
  const old = await performed(createWebhookSecret, app, asked);
  await performed(createWebhookSecret, app, asked);
  expect(await refusalMessage(() => performed(createWebhookSecret, app, asked))).toBe(
    'UsageError: "rotating" has 2 usable secrets in dev already: the old one and the new one; revoke the old one: "shelfcast webhooks list --env dev" shows both',
  );
  const revoked = await performed(revokeWebhookSecret, app, { environment: 'dev', id: old.details.id });
  expect(revoked.revokedBy).toBe('ann');
  expect((await database.registry.audit()).at(-1)).toMatchObject({ action: 'revoke-webhook-secret' });
  expect(await usable('dev')).toHaveLength(1);
  await performed(createWebhookSecret, app, asked);
});

test('one that has expired signs nothing', async () => {
  const { details } = await performed(createWebhookSecret, app, { name: 'old', environment: 'dev', days: 1e-9 });
  expect(await usable('dev')).not.toContain(details.id);
});

test('a secret is revoked in its own environment alone', async () => {
  const { details } = await performed(createWebhookSecret, app, { name: 'other', environment: 'prod' });
  expect(await refusalMessage(() => performed(revokeWebhookSecret, app, { environment: 'dev', id: details.id }))).toBe(
    `UsageError: dev has no secret "${details.id}" of webhooks; "shelfcast webhooks list --env dev" shows them`,
  );
  expect(await usable('prod')).toContain(details.id);
});
