import { join } from 'node:path';
import { assertEntryIntact, findEntry } from '../cache-entry.mjs';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { TEMPORAL_SERVER } from '../pins/temporal-server.mjs';
import { provide } from '../provide.mjs';
import { temporalServerFromGo } from '../sources/temporal-server-go.mjs';

/** @typedef {import('../part.mjs').SetupContext} SetupContext */

/**
 * Temporal's server for an installation of one's own, with the tool that makes its tables in PostgreSQL, for tests that run every command
 * against such an installation. `where` is the folder with both.
 * @type {import('../part.mjs').Part}
 */
export const temporalServer = {
  id: 'temporal-server',
  title: 'Temporal server',
  neededFor: ['stack'],
  after: [],
  optional: true,

  async inspect(context) {
    const { version } = TEMPORAL_SERVER;
    const entry = await find(context);
    if (entry === undefined) return { ready: false, version, problem: 'not in the cache' };
    return { ready: true, where: entry.dir, version, source: entry.record.source };
  },

  async install(context, progress) {
    await provide({
      cache: context.cache,
      entry: entryName(context),
      part: 'the Temporal server',
      sources: [temporalServerFromGo(progress)],
      check: async (draft) => {
        await answers(draft);
        return {};
      },
      wayOut: 'the tests that want it are left out',
      progress,
    });
  },

  async prove(context) {
    const entry = await find(context);
    if (entry === undefined) throw new SetupError('the Temporal server is not in the cache');
    await assertEntryIntact(entry);
    await answers(entry.dir);
  },
};

/** @param {string} folder */
async function answers(folder) {
  for (const program of TEMPORAL_SERVER.programs) await run(join(folder, program), ['--help'], { timeoutMs: 20_000 });
}

/** @param {SetupContext} context */
function find(context) {
  return findEntry(join(context.cache, entryName(context)));
}

/** @param {SetupContext} context */
function entryName({ platform }) {
  return `temporal-server/${TEMPORAL_SERVER.version}-${platform}`;
}
