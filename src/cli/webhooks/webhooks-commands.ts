import { createWebhookSecret } from '../../app/webhooks/create-webhook-secret.ts';
import { listWebhookSecrets } from '../../app/webhooks/list-webhook-secrets.ts';
import { revokeWebhookSecret } from '../../app/webhooks/revoke-webhook-secret.ts';
import { newSecretText, revokedSecretText, secretsText } from '../../reports/webhooks/webhooks-text.ts';
import type { AppOptions } from '../open-app.ts';
import { runOperation } from '../run-operation.ts';

interface WebhookOptions extends AppOptions {
  readonly env: string;
}

/** `shelfcast webhooks create`: makes a secret and prints it. Returns the exit code. */
export function createSecretCommand(
  name: string,
  { env, days, ...options }: WebhookOptions & { readonly days?: number },
): Promise<number> {
  const input = { name, environment: env, ...(days === undefined ? {} : { days }) };
  return runOperation(createWebhookSecret, options, input, { text: newSecretText });
}

/** `shelfcast webhooks list`: who may report new data. Returns the exit code. */
export function listSecretsCommand({ env, ...options }: WebhookOptions): Promise<number> {
  return runOperation(listWebhookSecrets, options, { environment: env }, { text: secretsText });
}

/** `shelfcast webhooks revoke`: takes a secret out of use. Returns the exit code. */
export function revokeSecretCommand(id: string, { env, ...options }: WebhookOptions): Promise<number> {
  return runOperation(revokeWebhookSecret, options, { id, environment: env }, { text: revokedSecretText });
}
