import { z } from 'zod';
import type { AuditVerification } from '../../registry/audit-verification.ts';

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

/** A head of an earlier time, which the trail has to hold still. */
export const rememberedShape = { remembered: auditHeadSchema.exactOptional() };

export const auditVerificationSchema: z.ZodType<AuditVerification> = z.object({
  whole: z.boolean(),
  records: z.int(),
  head: auditHeadSchema.exactOptional(),
  faults: z.array(
    z.object({
      sequence: z.int(),
      kind: z.enum(['altered', 'removed', 'moved', 'inserted', 'truncated']),
      detail: z.string(),
    }),
  ),
});
