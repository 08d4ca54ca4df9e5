import { z } from 'zod';
import { verifyAudit as verifyTrail } from '../../registry/audit-verification.ts';
import { defineOperation } from '../operation.ts';
import { auditHeadSchema } from './audit-schemas.ts';

/** Recomputes the hash of every audit record, and says which was altered, removed, moved or inserted. */
export const verifyAudit = defineOperation({
  name: 'audit.verify',
  role: 'reader',
  input: z.object({
    /** A head of an earlier time, which the trail has to hold still. */
    remembered: auditHeadSchema.exactOptional(),
  }),
  answer: z.object({
    whole: z.boolean(),
    records: z.int(),
    head: auditHeadSchema.exactOptional(),
    faults: z
      .array(
        z.object({
          sequence: z.int(),
          kind: z.enum(['altered', 'removed', 'moved', 'inserted', 'truncated']),
          detail: z.string(),
        }),
      )
      .readonly(),
  }),
  run: (app, { remembered }) => app.withRegistry((registry) => verifyTrail(registry.auditRecords(), remembered)),
});
