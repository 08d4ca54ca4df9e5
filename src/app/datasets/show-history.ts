import { z } from 'zod';
import { checkRegion } from '../of-project.ts';
import { defineOperation } from '../operation.ts';
import { historyOf } from './dataset-history.ts';

/** Versions that are shown unless others are asked for. */
const usualVersions = 60;

/** The dataset versions of a region in few figures, and which columns came or went with each. */
export const showDatasetHistory = defineOperation({
  name: 'datasets.history',
  role: 'reader',
  input: z.object({
    region: z.string(),
    /** The newest versions. Default 60. */
    limit: z.int().min(1).max(1000).exactOptional(),
  }),
  answer: z.object({
    region: z.string(),
    /** Versions there are in all. */
    total: z.int(),
    /** The newest cutoff first, of one cutoff the newest version first. */
    versions: z
      .array(
        z.object({
          version: z.string(),
          cutoff: z.string(),
          recordedAt: z.string(),
          rows: z.number(),
          /** Rows set aside. */
          setAside: z.number(),
          /** Checks that failed, and checks in all. */
          failedChecks: z.int(),
          checks: z.int(),
          /** Against the version before it; empty for the first. */
          columnsAdded: z.array(z.string()).readonly(),
          columnsRemoved: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
  }),
  async run(app, { region, limit = usualVersions }) {
    checkRegion(region, app.project.resolved.regions);
    return app.withRegistry(async (registry) => ({
      region,
      total: await registry.countDatasets(region),
      // One more than asked for: the last one is compared with it.
      versions: historyOf(await registry.findDatasets({ region, limit: limit + 1 })).slice(0, limit),
    }));
  },
});
