import { z } from 'zod';

/** The end of an audit trail, remembered elsewhere. */
export const auditHeadSchema = z.object({
  /** 0 where only the hash is known. */
  sequence: z.int().min(0),
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'),
});

export const auditRecordSchema = z.object({
  ...auditHeadSchema.shape,
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  facts: z.unknown(),
  previousHash: z.string(),
});
