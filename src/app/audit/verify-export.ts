import { z } from 'zod';
import { verifyAudit as verifyTrail } from '../../registry/audit-verification.ts';
import { defineOperation } from '../operation.ts';
import { uploadedFileSchema } from '../uploaded-file.ts';
import { readAuditFile } from './audit-file.ts';
import { auditVerificationSchema, rememberedShape } from './audit-schemas.ts';

/** Verifies an exported trail as `audit.verify` does the registry's, which it does not need. */
export const verifyExport = defineOperation({
  name: 'audit.verify-export',
  role: 'reader',
  input: z.object({ file: uploadedFileSchema, ...rememberedShape }),
  answer: auditVerificationSchema,
  run: (_app, { file, remembered }) => verifyTrail(readAuditFile(file), remembered),
});
