import { z } from 'zod';
import type { ShownRow } from '../../contracts/quarantine.ts';
import { defineOperation } from '../operation.ts';
import { findQuarantined, quarantineFilterShape } from './find-quarantined.ts';

const shownRowSchema: z.ZodType<ShownRow> = z.object({
  source: z.string(),
  file: z.string(),
  line: z.string(),
  column: z.string(),
  reason: z.string(),
  detail: z.string(),
  raw: z.string(),
});

/** Rows that were set aside, with line, column and what is wrong. */
export const showQuarantined = defineOperation({
  name: 'quarantine.show',
  role: 'reader',
  input: z.object({
    ...quarantineFilterShape,
    /** The first rows. Default: all, at most 100,000. */
    limit: z.int().min(1).exactOptional(),
  }),
  answer: z.array(shownRowSchema).readonly(),
  run: async (app, { limit, ...filter }) => (await findQuarantined(app, filter)).rows.slice(0, limit),
});
