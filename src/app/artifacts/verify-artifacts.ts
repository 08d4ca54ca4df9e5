import { z } from 'zod';
import { verifyArtifacts as verify, type VerifyReport } from '../../registry/retention/verify-artifacts.ts';
import { defineOperation } from '../operation.ts';

const verifyReportSchema: z.ZodType<VerifyReport> = z.object({
  referred: z.int(),
  read: z.int(),
  faulty: z
    .array(z.object({ hash: z.string(), extension: z.string(), fault: z.enum(['missing', 'corrupt']), of: z.string() }))
    .readonly(),
});

/** Whether all that the registry refers to is in the artifact store, as after a restore. */
export const verifyArtifacts = defineOperation({
  name: 'artifacts.verify',
  role: 'operator',
  /** `read`: compare the bytes of each with its hash too. */
  input: z.object({ read: z.boolean() }),
  answer: verifyReportSchema,
  run: (app, { read }) =>
    app.withRegistry(async (registry) => {
      const { store } = await app.openStorage();
      const { retention: policy } = app.project.resolved;
      return verify({ registry, store }, { reads: read, policy, now: Date.now() });
    }),
});
