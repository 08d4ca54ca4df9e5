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
    /** The rows in the source's raw form, with its header. */
    bytes: z.instanceof(Uint8Array),
    /** Where they came from, for the audit trail. */
    from: z.string(),
  }),
  answer: z.object({
    /** Path below landing; null where nothing was landed. */
    landed: z.string().nullable(),
    rows: z.number(),
    /** Rows that are still bad, described. */
    faults: z.array(z.string()).readonly(),
  }),
  async run(app, { source: name, bytes: given, from }) {
    const source = sourceOf(app, name);
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
          facts: { source: name, rows, from },
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
