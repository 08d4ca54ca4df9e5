import { z } from 'zod';
import type { DatasetDiff } from '../../contracts/dataset-diff.ts';
import type { RegisteredDataset } from '../../ports/dataset-catalogue.ts';
import type { DatasetToRead } from '../../ports/job-runner.ts';
import { defineOperation } from '../operation.ts';
import { datasetOfVersion } from './select-dataset.ts';

const figure = z.number().nullable();
const versionSchema = z.object({ version: z.string(), region: z.string(), cutoff: z.string(), rows: z.number() });
const cell = z.union([z.string(), z.number(), z.null()]);

const datasetDiffSchema: z.ZodType<DatasetDiff> = z.object({
  before: versionSchema,
  after: versionSchema,
  files: z.object({
    added: z.array(z.string()),
    removed: z.array(z.string()),
    changed: z.array(z.string()),
    same: z.number(),
  }),
  fileRows: z.array(z.object({ file: z.string(), added: figure, removed: figure })),
  weekRows: z
    .array(z.object({ week: z.string(), added: z.number(), changed: z.number(), removed: z.number() }))
    .nullable(),
  schemaChanged: z.boolean(),
  columns: z.array(z.string()),
  newWeeks: z.number(),
  partitions: z.object({ added: z.number(), removed: z.number(), changed: z.number(), same: z.number() }),
  figures: z.array(z.object({ name: z.string(), before: cell, after: cell })),
  distributions: z.array(
    z.object({
      segment: z.string(),
      column: z.string(),
      psi: figure,
      meanBefore: figure,
      meanAfter: figure,
      missingBefore: figure,
      missingAfter: figure,
    }),
  ),
});

/** What one dataset version has that another has not. */
export const diffDatasets = defineOperation({
  name: 'datasets.diff',
  role: 'reader',
  input: z.object({
    /** The beginning of a version. */
    before: z.string(),
    /** The beginning of a version. */
    after: z.string(),
  }),
  answer: datasetDiffSchema,
  async run(app, wanted) {
    const input = await app.withRegistry(async (registry) => ({
      before: toRead(await datasetOfVersion(registry, wanted.before)),
      after: toRead(await datasetOfVersion(registry, wanted.after)),
    }));
    return app.withJobs((jobs) => jobs.run('diff', 'diff-datasets', input));
  },
});

function toRead({ version, manifest, quality }: RegisteredDataset): DatasetToRead {
  return { version, manifest, profiles: Object.values(quality.profiles ?? {}) };
}
