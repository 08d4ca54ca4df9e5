import { z } from 'zod';
import type { WebhookSecret } from '../../ports/webhook-secrets.ts';

export const webhookSecretSchema: z.ZodType<WebhookSecret> = z.object({
  id: z.string(),
  name: z.string(),
  environment: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().exactOptional(),
  revokedAt: z.string().exactOptional(),
  revokedBy: z.string().exactOptional(),
  usedAt: z.string().exactOptional(),
});
