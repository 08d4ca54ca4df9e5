import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { webhookSecretSchema } from './webhook-schemas.ts';

/** Takes a secret of webhooks out of use, for good and at once. */
export const revokeWebhookSecret = defineOperation({
  name: 'webhooks.revoke',
  role: 'admin',
  input: z.object({ environment: z.string(), id: z.string() }),
  answer: webhookSecretSchema,
  run: (app, { environment, id }) =>
    app.withRegistry(async (registry) => {
      const known = (await registry.webhookSecrets()).some((one) => one.id === id && one.environment === environment);
      const revoked = known ? await registry.revokeWebhookSecret(id, app.actor) : undefined;
      if (!revoked) throw refusal('unknown-webhook-secret', { id, environment });
      return revoked;
    }),
});
