import { z } from 'zod';
import { verifyAudit as verifyTrail } from '../../registry/audit-verification.ts';
import { defineOperation } from '../operation.ts';
import { auditVerificationSchema, rememberedShape } from './audit-schemas.ts';

/** Recomputes the hash of every audit record, and says which was altered, removed, moved or inserted. */
export const verifyAudit = defineOperation({
  name: 'audit.verify',
  role: 'reader',
  input: z.object(rememberedShape),
  answer: auditVerificationSchema,
  run: (app, { remembered }) => app.withRegistry((registry) => verifyTrail(registry.auditRecords(), remembered)),
});
