import { z } from 'zod';
import type { AuditHead } from '../../ports/audit-trail.ts';
import { defineOperation } from '../operation.ts';
import { auditFormats, auditHeader, auditLine } from './audit-file.ts';
import { auditHeadSchema } from './audit-schemas.ts';

/** Writes the whole trail with its hashes to the edge's output, in a form that is verified without the registry. */
export const exportAudit = defineOperation({
  name: 'audit.export',
  role: 'reader',
  input: z.object({ format: z.enum(auditFormats) }),
  answer: z.object({
    records: z.int(),
    /** The last record; left out where there is none. */
    head: auditHeadSchema.exactOptional(),
  }),
  run: (app, { format }) =>
    app.withRegistry(async (registry) => {
      let records = 0;
      let head: AuditHead | undefined;
      await app.output.write(auditHeader(format));
      for await (const record of registry.auditRecords()) {
        records += 1;
        head = { sequence: record.sequence, hash: record.hash };
        await app.output.write(auditLine(format, record));
      }
      return { records, ...(head ? { head } : {}) };
    }),
});
