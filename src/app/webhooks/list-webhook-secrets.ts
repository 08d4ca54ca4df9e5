import { z } from 'zod';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { webhookSecretSchema } from './webhook-schemas.ts';

/** The secrets of an environment's webhooks, without the secrets: who sends, until when, when last. */
export const listWebhookSecrets = defineOperation({
  name: 'webhooks.list',
  role: 'admin',
  input: z.object({ environment: z.string() }),
  answer: z.array(webhookSecretSchema).readonly(),
  async run(app, { environment }) {
    checkEnvironment(environment, Object.keys(app.project.resolved.environments));
    const all = await app.withRegistry((registry) => registry.webhookSecrets());
    return all.filter((one) => one.environment === environment);
  },
});
