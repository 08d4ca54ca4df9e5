import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { findQuarantined, quarantineFilterShape } from './find-quarantined.ts';

/** How many rows were set aside, by source, file and reason. */
export const countQuarantined = defineOperation({
  name: 'quarantine.list',
  role: 'reader',
  input: z.object(quarantineFilterShape),
  answer: z.array(z.object({ source: z.string(), file: z.string(), reason: z.string(), rows: z.number() })).readonly(),
  run: async (app, filter) => (await findQuarantined(app, filter, { most: 0 })).counts,
});
