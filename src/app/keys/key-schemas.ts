import { z } from 'zod';
import type { AccessKey } from '../../ports/access-keys.ts';

export const accessKeySchema: z.ZodType<AccessKey> = z.object({
  id: z.string(),
  name: z.string(),
  role: z.string(),
  environments: z.array(z.string()).readonly().exactOptional(),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().exactOptional(),
  revokedAt: z.string().exactOptional(),
  revokedBy: z.string().exactOptional(),
  usedAt: z.string().exactOptional(),
});
