import { join } from 'node:path';
import { assertEntryIntact, findEntry } from '../cache-entry.mjs';
import { findOnPath, run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { readLocations } from '../locations.mjs';
import {
  OLDEST_DEV_SERVER,
  TEMPORAL_CLI_ARCHIVES,
  TEMPORAL_CLI_BUILD,
  TEMPORAL_CLI_SOURCE,
  TEMPORAL_CLI_VERSION,
} from '../pins/temporal.mjs';
import { provide } from '../provide.mjs';
import { goProgram } from '../sources/go-program.mjs';
import { vendorArchive } from '../sources/vendor-archive.mjs';
import { devServerVersion, isAtLeast } from '../versions.mjs';

/** @typedef {import('../part.mjs').SetupContext} SetupContext */

/**
 * The `temporal` program, for its dev server.
 * @type {import('../part.mjs').Part}
 */
export const temporalCli = {
  id: 'temporal-cli',
  title: 'Temporal CLI',
  neededFor: ['start', 'test', 'stack', 'deploy'],
  after: [],

  async inspect(context) {
    return (
      (await earlierChoice(context)) ??
      (await fromPath()) ??
      (await fromCache(context)) ?? {
        ready: false,
        version: TEMPORAL_CLI_VERSION,
        problem: `neither on the PATH (with server >= ${OLDEST_DEV_SERVER}) nor in the cache`,
      }
    );
  },

  async install(context, progress) {
    const { cache, platform } = context;
    await provide({
      cache,
      entry: entryName(context),
      part: 'the Temporal CLI',
      sources: [
        ...archiveUrls(platform).map((url) =>
          vendorArchive(context, progress, { url, sha256: TEMPORAL_CLI_ARCHIVES[platform] }),
        ),
        goProgram(TEMPORAL_CLI_SOURCE, progress),
      ],
      check: async (draft) => ({ server: await serverOf(join(draft, 'temporal')) }),
      wayOut: `put a \`temporal\` with server >= ${OLDEST_DEV_SERVER} on the PATH, or install Go >= 1.25 so that it can be built`,
      progress,
    });
  },

  async prove(context) {
    const { where } = await temporalCli.inspect(context);
    if (where === undefined) throw new SetupError('the Temporal CLI is missing');
    const entry = await findEntry(join(context.cache, entryName(context)));
    if (entry !== undefined && where === join(entry.dir, 'temporal')) await assertEntryIntact(entry);
    await serverOf(where);
  },
};

/**
 * The program on the PATH that the last set-up settled on: asking for its version on every start would take time.
 * @param {SetupContext} context
 */
async function earlierChoice({ checkout }) {
  const { temporalCli: where, versions } = readLocations(checkout) ?? {};
  if (where === undefined || where !== findOnPath('temporal')) return undefined;
  return { ready: true, where, version: versions?.temporalCli ?? '', source: 'on the PATH' };
}

async function fromPath() {
  const where = findOnPath('temporal');
  if (where === undefined) return undefined;
  const server = devServerVersion(await run(where, ['--version'], { timeoutMs: 10_000 }).catch(() => ''));
  if (server === undefined || !isAtLeast(server, OLDEST_DEV_SERVER)) return undefined;
  return { ready: true, where, version: `server ${server}`, source: 'on the PATH' };
}

/** @param {SetupContext} context */
async function fromCache(context) {
  const entry = await findEntry(join(context.cache, entryName(context)));
  if (entry === undefined) return undefined;
  const version = `${TEMPORAL_CLI_VERSION}, server ${entry.record.facts['server']}`;
  return { ready: true, where: join(entry.dir, 'temporal'), version, source: entry.record.source };
}

/** @param {string} program */
async function serverOf(program) {
  const said = await run(program, ['--version'], { timeoutMs: 20_000 });
  const server = devServerVersion(said);
  if (server === undefined) throw new SetupError(`${program} does not say which server it has: ${said.trim()}`);
  return server;
}

/** @param {SetupContext} context */
function entryName({ platform }) {
  return `temporal-cli/${TEMPORAL_CLI_VERSION}-${TEMPORAL_CLI_BUILD}-${platform}`;
}

/** @param {import('../platform.mjs').PlatformKey} platform */
function archiveUrls(platform) {
  const [os, arch] = platform.replace('x64', 'amd64').split('-');
  const version = `v${TEMPORAL_CLI_VERSION}`;
  const name = `temporal_cli_${TEMPORAL_CLI_VERSION}_${os}_${arch}.tar.gz`;
  return [
    `https://github.com/temporalio/cli/releases/download/${version}/${name}`,
    `https://temporal.download/cli/archive/${version}?platform=${os}&arch=${arch}`,
  ];
}
