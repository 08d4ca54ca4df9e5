import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfText } from '../checksum.mjs';
import { SetupError } from '../errors.mjs';
import { withLock } from '../lock.mjs';
import { npm } from '../npm.mjs';
import { writeFileAtomically } from '../write-file-atomically.mjs';

/** @typedef {import('../part.mjs').SetupContext} SetupContext */

/**
 * The packages of package-lock.json.
 * @type {import('../part.mjs').Part}
 */
export const dependencies = {
  id: 'dependencies',
  title: 'npm dependencies',
  neededFor: ['start', 'test', 'stack', 'deploy'],
  after: [],

  async inspect({ checkout }) {
    const where = join(checkout, 'node_modules');
    const lock = await readFile(join(checkout, 'package-lock.json'), 'utf8');
    if ((await readText(stampFile(checkout))) === sha256OfText(lock)) return { ready: true, where };
    const installed = await readText(join(where, '.package-lock.json'));
    if (installed === undefined) return { ready: false, problem: 'not installed' };
    // Someone who ran `npm install` by hand has them already: a second install would only remove them for half a minute.
    if (hasAllPackages(JSON.parse(lock), JSON.parse(installed))) return { ready: true, where };
    return { ready: false, problem: 'package-lock.json has changed since they were installed' };
  },

  async install(context, progress) {
    const { checkout, cache } = context;
    const onWait = (/** @type {{ pid: number }} */ { pid }) =>
      progress.step(`waiting for another set-up (process ${pid})`);
    await withLock(
      join(cache, 'locks', `checkout-${sha256OfText(checkout).slice(0, 16)}.lock`),
      async () => {
        if ((await dependencies.inspect(context)).ready) return;
        progress.step('npm ci (about half a minute when npm has the packages in its cache)');
        const lock = await readFile(join(checkout, 'package-lock.json'), 'utf8');
        // No scripts: npm before 11 would run them all, tfjs-node's own vendor download among them.
        const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
        // The lock pins every package's bytes, so asking the registry what is new only takes time; but what npm knows
        // may be too old to name a version of the lock.
        await npm(checkout, [...args, '--prefer-offline']).catch(() => npm(checkout, args));
        await writeFileAtomically(stampFile(checkout), sha256OfText(lock));
      },
      { onWait },
    );
  },

  async prove(context) {
    const { ready, problem } = await dependencies.inspect(context);
    if (!ready) throw new SetupError(`npm dependencies: ${problem}`);
  },
};

/**
 * Whether an installed tree (npm's hidden lock in node_modules) has every package of the lock, in that very version.
 * Packages for other platforms are in the lock only.
 *
 * @param {{ packages: Record<string, LockedPackage> }} lock
 * @param {{ packages: Record<string, LockedPackage> }} installed
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 */
export function hasAllPackages(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed.packages[path];
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

/** @param {string} checkout */
function stampFile(checkout) {
  return join(checkout, 'node_modules', '.shelfcast', 'package-lock.sha256');
}

/** @param {string} file */
async function readText(file) {
  return readFile(file, 'utf8').catch(() => undefined);
}
