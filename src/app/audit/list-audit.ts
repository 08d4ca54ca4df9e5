import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { momentSchema } from '../schemas.ts';
import { auditRecordSchema } from './audit-schemas.ts';

/** The audit records that meet every condition, the oldest first. */
export const listAudit = defineOperation({
  name: 'audit.list',
  role: 'reader',
  input: z.object({
    /** An environment, region or segment such as `prod/us-midwest`, or a version. */
    entity: z.string().exactOptional(),
    actor: z.string().exactOptional(),
    /** Only what is about these environments. Default: all, and what is about none. */
    environments: z.array(z.string()).min(1).readonly().exactOptional(),
    /** Records at or after a moment, ISO 8601. */
    since: momentSchema.exactOptional(),
    /** How many of the newest. Default: all. */
    newest: z.int().min(1).exactOptional(),
  }),
  answer: z.array(auditRecordSchema).readonly(),
  run: (app, query) => app.withRegistry((registry) => registry.findAudit(query)),
});
