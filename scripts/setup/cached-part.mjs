import { join } from 'node:path';
import { assertEntryIntact, findEntry } from './cache-entry.mjs';
import { SetupError } from './errors.mjs';
import { provide } from './provide.mjs';

/**
 * A part that is one entry of the cache, with one source.
 *
 * @param {Pick<import('./part.mjs').Part, 'id' | 'title' | 'neededFor' | 'optional'>} facts
 * @param {{ version: string, program: string, source: (context: import('./part.mjs').SetupContext,
 *   progress: import('./progress.mjs').PartProgress) => import('./provide.mjs').NativeSource,
 *   start: (program: string) => Promise<unknown>, wayOut: string }} made `program`: what is used, below its cache entry; `start` tries it
 * @returns {import('./part.mjs').Part}
 */
export function cachedPart(facts, { version, program, source, start, wayOut }) {
  const entryOf = (/** @type {import('./part.mjs').SetupContext} */ { platform }) =>
    `${facts.id}/${version}-${platform}`;
  const find = (/** @type {import('./part.mjs').SetupContext} */ context) =>
    findEntry(join(context.cache, entryOf(context)));
  return {
    ...facts,
    after: [],
    async inspect(context) {
      const entry = await find(context);
      if (entry === undefined) return { ready: false, version, problem: 'not in the cache' };
      return { ready: true, where: join(entry.dir, program), version, source: entry.record.source };
    },
    async install(context, progress) {
      await provide({
        cache: context.cache,
        entry: entryOf(context),
        part: `the ${facts.title}`,
        sources: [source(context, progress)],
        check: async (draft) => {
          await start(join(draft, program));
          return {};
        },
        wayOut,
        progress,
      });
    },
    async prove(context) {
      const entry = await find(context);
      if (entry === undefined) throw new SetupError(`the ${facts.title} is not in the cache`);
      await assertEntryIntact(entry);
      await start(join(entry.dir, program));
    },
  };
}
