import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { auditHeadSchema } from './audit-schemas.ts';

/** Number and hash of the last audit record; null where there is none. */
export const auditHead = defineOperation({
  name: 'audit.head',
  role: 'reader',
  input: z.object({}),
  answer: auditHeadSchema.nullable(),
  run: (app) => app.withRegistry(async (registry) => (await registry.auditHead()) ?? null),
});
