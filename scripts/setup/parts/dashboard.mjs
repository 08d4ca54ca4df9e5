import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256OfText } from '../checksum.mjs';
import { isProgram, run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { pinnedNodePath } from './pinned-node.mjs';

/** A file next to what was built: the hash of its sources. */
const STAMP = 'built-from';

/**
 * The pages of the API, built into `dist/dashboard`. Without them the API serves no pages, and says so.
 * @type {import('../part.mjs').Part}
 */
export const dashboard = {
  id: 'dashboard',
  title: 'web application',
  neededFor: ['start', 'stack', 'deploy'],
  optional: true,
  after: ['dependencies', 'pinned-node'],

  async inspect({ checkout }) {
    const where = builtIn(checkout);
    const stamp = await readFile(join(where, STAMP), 'utf8').catch(() => undefined);
    if (stamp === undefined) return { ready: false, problem: 'not built' };
    const version = await sourcesHash(checkout);
    if (stamp !== version) return { ready: false, problem: 'its sources have changed since it was built' };
    return { ready: true, where, version: version.slice(0, 12) };
  },

  async install(context, progress) {
    const { checkout } = context;
    progress.step('building the pages');
    const pinned = pinnedNodePath(checkout);
    await run(
      // Where packages are installed without their scripts, as in the build of an image, only the machine's own Node is there.
      isProgram(pinned) ? pinned : process.execPath,
      [join(checkout, 'node_modules', 'vite', 'bin', 'vite.js'), 'build', '--config', 'src/dashboard/vite.config.ts'],
      { cwd: checkout },
    );
    await writeFile(join(builtIn(checkout), STAMP), await sourcesHash(checkout));
    await dashboard.prove(context);
  },

  async prove({ checkout }) {
    const page = await readFile(join(builtIn(checkout), 'index.html'), 'utf8').catch(() => '');
    const script = /src="\/(assets\/[^"]+\.js)"/.exec(page)?.[1];
    const length = script === undefined ? 0 : (await readFile(join(builtIn(checkout), script), 'utf8')).length;
    if (length === 0) throw new SetupError('the built page names no script that is there');
  },
};

/** @param {string} checkout */
function builtIn(checkout) {
  return join(checkout, 'dist', 'dashboard');
}

/**
 * Hash of everything that the pages are built from: their sources, the routes, and the versions of the libraries.
 * @param {string} checkout
 */
async function sourcesHash(checkout) {
  const folder = join(checkout, 'src', 'dashboard');
  const names = (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const files = [...names, join(checkout, 'src', 'api', 'route-table.ts'), join(checkout, 'package-lock.json')];
  const hashes = await Promise.all(files.map(async (file) => sha256OfText(await readFile(file, 'utf8'))));
  return sha256OfText(hashes.join('\n'));
}
