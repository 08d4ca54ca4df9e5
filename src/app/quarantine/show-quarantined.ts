import { z } from 'zod';
import type { ShownRow } from '../../contracts/quarantine.ts';
import { defineOperation } from '../operation.ts';
import { pageAt, placeOf } from '../page-token.ts';
import { countOf, findQuarantined, quarantineFilterShape } from './find-quarantined.ts';

const shownRowSchema: z.ZodType<ShownRow> = z.object({
  source: z.string(),
  file: z.string(),
  line: z.string(),
  column: z.string(),
  reason: z.string(),
  detail: z.string(),
  raw: z.string(),
});

/** Rows that were set aside, with line, column and what is wrong, page by page, by source, file and line. */
export const showQuarantined = defineOperation({
  name: 'quarantine.show',
  role: 'reader',
  input: z.object({
    ...quarantineFilterShape,
    /** Rows of a page. Default 200. */
    limit: z.int().min(1).max(10_000).exactOptional(),
    /** What the page before answered as `nextPage`. Default: the first page. */
    page: z.string().exactOptional(),
  }),
  answer: z.object({
    rows: z.array(shownRowSchema).readonly(),
    /** Rows that meet the conditions, on all pages. */
    total: z.int(),
    /** Left out on the last page. */
    nextPage: z.string().exactOptional(),
  }),
  async run(app, { limit = 200, page, ...filter }) {
    // By number: files that land or go in the meantime move what a page shows.
    const skip = page === undefined ? 0 : Number(placeOf(page, /^\d{1,12}$/)[0]);
    const found = await findQuarantined(app, filter, { most: limit, skip });
    const total = countOf(found);
    const end = skip + found.rows.length;
    return {
      rows: found.rows,
      total,
      ...(end < total && found.rows.length > 0 ? { nextPage: pageAt(String(end)) } : {}),
    };
  },
});
