import { mkdir, rm } from 'node:fs/promises';
import { ensureEntry } from './cache-entry.mjs';
import { firstThatWorks } from './fall-back.mjs';

/**
 * @typedef {object} NativeSource one way to fill a cache entry
 * @property {string} name
 * @property {(draft: string) => Promise<readonly string[]>} fetch fills the empty directory `draft`; returns downloads
 *   that are of no more use once the entry stands
 */

/**
 * Gives a cache entry, filled from the first source whose result passes the check. A source that delivers something
 * that doesn't work counts as one that failed.
 *
 * @param {object} options
 * @param {string} options.cache
 * @param {string} options.entry name of the entry in the cache
 * @param {string} options.part title of the part, for messages
 * @param {readonly NativeSource[]} options.sources
 * @param {(draft: string) => Promise<Record<string, string>>} options.check uses what was fetched; returns its facts
 * @param {string} options.wayOut what to do when no source works
 * @param {Pick<import('./progress.mjs').PartProgress, 'step' | 'note'>} options.progress
 */
export function provide({ cache, entry, part, sources, check, wayOut, progress }) {
  return ensureEntry(
    cache,
    entry,
    async (draft) => {
      const attempts = sources.map(({ name, fetch }) => ({
        name,
        async get() {
          await rm(draft, { recursive: true, force: true });
          await mkdir(draft, { recursive: true });
          const spent = await fetch(draft);
          const facts = await check(draft).catch(async (error) => {
            await removeAll(spent);
            throw error;
          });
          return { spent, facts };
        },
      }));
      const onFailure = (/** @type {string} */ name, /** @type {Error} */ error) =>
        progress.note(`${name}: ${error.message.split('\n')[0]}`);
      const { source, value } = await firstThatWorks(part, attempts, { wayOut, onFailure });
      await removeAll(value.spent);
      return { source, facts: value.facts };
    },
    progress.step,
  );
}

/** @param {readonly string[]} files */
async function removeAll(files) {
  for (const file of files) await rm(file, { force: true });
}
