import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { registeredDatasetSchema } from './dataset-schemas.ts';
import { datasetOfRegion, datasetOfVersion } from './select-dataset.ts';

/** Sources, columns and checks of a dataset version. */
export const showDataset = defineOperation({
  name: 'datasets.show',
  role: 'reader',
  input: z.object({
    /** The beginning of a version. */
    version: z.string().exactOptional(),
    /** Instead of a version: a region's newest one. */
    region: z.string().exactOptional(),
    /** With a region: the newest version of this cutoff. */
    cutoff: z.string().exactOptional(),
  }),
  answer: registeredDatasetSchema,
  run: (app, { version, region, cutoff }) =>
    app.withRegistry(async (registry) => {
      if (version !== undefined) return datasetOfVersion(registry, version);
      if (region !== undefined) return datasetOfRegion(registry, region, cutoff);
      throw refusal('no-dataset-named', {});
    }),
});
