import { matchesGlob } from 'node:path';
import { z } from 'zod';
import { LandingFileExistsError, type LandingWriter } from '../../ports/landing.ts';
import type { LoadedSource } from '../../project/loaded-project.ts';
import type { App } from '../app.ts';
import { defineOperation } from '../operation.ts';
import { refusal } from '../refusal.ts';
import { sourceOf } from './find-quarantined.ts';

/** How often a name is looked for, where others take it in the meantime. */
const mostNames = 5;

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
    const landing = await app.openLandingWriter();
    const landed = await landUnderFreeName(app, landing, source, new Uint8Array(Buffer.from(content, 'base64')));
    const { landed: path, rows } = landed;
    if (path === null) return landed;
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
    return landed;
  },
});

/**
 * Checks the rows and lands them under the next free name. Where somebody else takes that name in the meantime, the rows are checked again, as what came
 * before them has changed. Throws `Refusal` where the source would not take the file, or others are faster every time.
 */
async function landUnderFreeName(app: App, landing: LandingWriter, source: LoadedSource, given: Uint8Array) {
  const { name } = source;
  for (let tries = 1; ; tries += 1) {
    const { path, bytes, rows, faults } = await app.withJobs((jobs) =>
      jobs.run(name, 'check-mended', { source: name, bytes: given }),
    );
    if (faults.length > 0) return { landed: null, rows, faults };
    if (!matchesGlob(path, source.landing)) {
      throw refusal('source-would-not-take', { source: name, path, landing: source.landing });
    }
    try {
      await landing.land(path, bytes);
      return { landed: path, rows, faults };
    } catch (error) {
      if (!(error instanceof LandingFileExistsError)) throw error;
      if (tries === mostNames) throw refusal('landed-by-others', { source: name, path }, { cause: error });
    }
  }
}
