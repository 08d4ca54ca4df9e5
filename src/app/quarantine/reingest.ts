import { matchesGlob } from 'node:path';
import { z } from 'zod';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { sourceOf } from './find-quarantined.ts';

/**
 * Lands corrected rows as a file that corrects the others of its source, whole or not at all, and enters it in the audit trail. Where a
 * row is still bad nothing is landed.
 */
export const reingest = defineOperation({
  name: 'quarantine.reingest',
  role: 'operator',
  input: z.object({
    source: z.string(),
    /** The rows as a file in the source's raw form, with its header; base64. */
    content: z.base64(),
    /** Where they came from, for the audit trail: the name of the file. */
    from: z.string(),
    /** Why, for the audit trail. */
    reason: z.string().exactOptional(),
  }),
  answer: z.object({
    /** Path below landing; null where nothing was landed. */
    landed: z.string().nullable(),
    rows: z.number(),
    /** Rows that are still bad, described. */
    faults: z.array(z.string()).readonly(),
  }),
  async run(app, { source: name, content, from, reason }) {
    const source = sourceOf(app, name);
    const given = new Uint8Array(Buffer.from(content, 'base64'));
    const { path, bytes, rows, faults } = await app.withJobs((jobs) =>
      jobs.run(name, 'check-mended', { source: name, bytes: given }),
    );
    if (faults.length > 0) return { landed: null, rows, faults };
    if (!matchesGlob(path, source.landing)) {
      throw refusal('source-would-not-take', { source: name, path, landing: source.landing });
    }
    const landing = await app.openLandingWriter();
    await landing.land(path, bytes);
    try {
      await app.withRegistry((registry) =>
        registry.appendAudit({
          actor: app.actor,
          action: 'reingest',
          subject: `landing/${path}`,
          facts: { source: name, rows, from, ...(reason === undefined ? {} : { reason }) },
        }),
      );
    } catch (error) {
      // What nobody could answer for must not be there.
      await landing.withdraw(path);
      throw error;
    }
    return { landed: path, rows, faults };
  },
});
