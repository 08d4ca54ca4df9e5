import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { registeredDatasetSchema } from './dataset-schemas.ts';

/** Every dataset version, or what was known at a week, by region, the newest first. */
export const listDatasets = defineOperation({
  name: 'datasets.list',
  role: 'reader',
  input: z.object({
    region: z.string().exactOptional(),
    /** Only what was known then: of each region the newest cutoff up to this week. */
    asOf: z.string().exactOptional(),
  }),
  answer: z.array(registeredDatasetSchema).readonly(),
  run: (app, { region, asOf }) =>
    app.withRegistry((registry) =>
      registry.findDatasets({
        ...(region === undefined ? {} : { region }),
        ...(asOf === undefined ? {} : { upTo: asOf, newest: true }),
      }),
    ),
});
