import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { countOf, findQuarantined, quarantineFilterShape } from './find-quarantined.ts';

const { reason, file } = quarantineFilterShape;

/** Rows of one file; who corrects them has to open it. */
const mostRows = 100_000;

/** Rows of a source as they stood in their files, under their header, to be corrected and landed again. */
export const exportQuarantined = defineOperation({
  name: 'quarantine.export',
  role: 'reader',
  input: z.object({ source: z.string(), reason, file }),
  answer: z.object({ header: z.string(), lines: z.array(z.string()).readonly() }),
  async run(app, filter) {
    // What snapshots set aside is no longer as it stood in its file, and nothing in it can be corrected: the store or item is missing.
    const found = await findQuarantined(app, filter, { most: mostRows, strays: false });
    const { rows, headers } = found;
    const total = countOf(found);
    if (total > rows.length) throw refusal('too-many-quarantined', { rows: total, most: mostRows });
    const [header, ...others] = new Set(rows.map((row) => headers[row.file]));
    if (rows.length === 0) throw refusal('nothing-quarantined', {});
    if (header === undefined || others.length > 0) throw refusal('mixed-headers', {});
    return { header, lines: rows.map(({ raw }) => raw.replace(/\r?\n$/, '')) };
  },
});
