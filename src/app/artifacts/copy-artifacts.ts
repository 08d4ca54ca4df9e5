import { z } from 'zod';
import { copyArtifacts as copy, type CopyReport } from '../../registry/retention/copy-artifacts.ts';
import { defineOperation } from '../operation.ts';

const amount = z.object({ objects: z.int(), bytes: z.number() });

const copyReportSchema: z.ZodType<CopyReport> = z.object({
  restorableTo: z.string(),
  copied: amount,
  there: amount,
  pointers: z.int(),
  published: z.int(),
});

/** Copies the artifacts to another place, as a backup or from one: what is there already is not copied again, and nothing is deleted. */
export const copyArtifacts = defineOperation({
  name: 'artifacts.copy',
  role: 'admin',
  /** `to`: a folder, `s3://…`, `azblob://…`, `gs://…`. */
  input: z.object({ to: z.string().min(1) }),
  answer: copyReportSchema,
  run: (app, { to: location }) =>
    app.withRegistry(async (registry) => {
      const now = Date.now();
      const { store: from } = await app.openStorage();
      return copy({ registry, from, to: await app.openArtifacts(location) }, now);
    }),
});
