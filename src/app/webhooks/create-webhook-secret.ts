import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { usableSecretsOfSender } from '../../ports/webhook-secrets.ts';
import { checkEnvironment } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { webhookSecretSchema } from './webhook-schemas.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Makes a secret that a sender signs webhooks with, as Standard Webhooks has it. It is in this answer alone. */
export const createWebhookSecret = defineOperation({
  name: 'webhooks.create',
  role: 'admin',
  input: z.object({
    /** What it may report to. */
    environment: z.string(),
    /** Who sends: the actor of what a webhook brings about. */
    name: z.string().min(1).max(100),
    /** Days until it expires. Default 365. */
    days: z.number().positive().max(3650).exactOptional(),
  }),
  answer: z.object({ secret: z.string(), details: webhookSecretSchema }),
  async run(app, { environment, name, days = 365 }) {
    checkEnvironment(environment, Object.keys(app.project.resolved.environments));
    const secret = `whsec_${randomBytes(32).toString('base64')}`;
    const details = await app.withRegistry((registry) =>
      registry.createWebhookSecret({
        ...{ id: randomUUID().slice(0, 8), name, environment, secret, createdBy: app.actor },
        expiresAt: new Date(Date.now() + days * dayMs).toISOString(),
      }),
    );
    if (!details) throw refusal('enough-webhook-secrets', { name, environment, most: usableSecretsOfSender });
    return { secret, details };
  },
});
