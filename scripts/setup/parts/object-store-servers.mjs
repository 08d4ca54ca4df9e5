import { join } from 'node:path';
import { assertEntryIntact, findEntry } from '../cache-entry.mjs';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { npm } from '../npm.mjs';
import { AZURITE_VERSION, FAKE_GCS_SERVER, VERSITYGW } from '../pins/object-stores.mjs';
import { provide } from '../provide.mjs';
import { goProgram } from '../sources/go-program.mjs';

/**
 * @param {Pick<import('../part.mjs').Part, 'id' | 'title' | 'neededFor'>} facts
 * @param {{ version: string, program: string, source: (context: import('../part.mjs').SetupContext,
 *   progress: import('../progress.mjs').PartProgress) => import('../provide.mjs').NativeSource,
 *   start: (program: string) => Promise<unknown> }} server `program` below its cache entry
 * @returns {import('../part.mjs').Part} a part that tests skip, and say so, where it is not available
 */
function serverPart(facts, { version, program, source, start }) {
  const entryOf = (/** @type {import('../part.mjs').SetupContext} */ { platform }) =>
    `${facts.id}/${version}-${platform}`;
  const find = (/** @type {import('../part.mjs').SetupContext} */ context) =>
    findEntry(join(context.cache, entryOf(context)));
  return {
    ...facts,
    after: [],
    optional: true,
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
        wayOut: 'the tests that want it are left out',
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

/** A gateway that serves a folder by the S3 API, conditions and uploads in parts included. */
export const s3Server = serverPart(
  { id: 's3-server', title: 'S3 test server', neededFor: ['stack'] },
  {
    version: VERSITYGW.version,
    program: VERSITYGW.program,
    source: (_, progress) => goProgram(VERSITYGW, progress),
    start: (program) => run(program, ['--version'], { timeoutMs: 20_000 }),
  },
);

export const gcsServer = serverPart(
  { id: 'gcs-server', title: 'GCS test server', neededFor: ['stack'] },
  {
    version: FAKE_GCS_SERVER.version,
    program: FAKE_GCS_SERVER.program,
    source: (_, progress) => goProgram(FAKE_GCS_SERVER, progress),
    start: (program) => run(program, ['-help'], { timeoutMs: 20_000 }),
  },
);

/** Microsoft's emulator. Not a dependency of the project: it brings some 380 packages. */
export const azureServer = serverPart(
  { id: 'azure-server', title: 'Azure Blob test server', neededFor: ['stack'] },
  {
    version: AZURITE_VERSION,
    program: 'node_modules/azurite/dist/src/blob/main.js',
    source: ({ checkout }, progress) => ({
      name: 'npm install',
      async fetch(draft) {
        progress.step(`npm install azurite@${AZURITE_VERSION}`);
        await npm(checkout, [
          ...['install', `azurite@${AZURITE_VERSION}`, '--prefix', draft, '--ignore-scripts'],
          ...['--no-audit', '--no-fund', '--no-bin-links'],
        ]);
        return [];
      },
    }),
    start: (program) => run(process.execPath, [program, '--version'], { timeoutMs: 60_000 }),
  },
);
