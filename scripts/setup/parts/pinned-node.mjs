import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isProgram, run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { isPackage } from '../locations.mjs';
import { npm } from '../npm.mjs';

/**
 * The Node that every npm script runs, from the npm package `node`; its install script puts the program in place.
 * @type {import('../part.mjs').Part}
 */
export const pinnedNode = {
  id: 'pinned-node',
  title: 'pinned Node',
  neededFor: ['start', 'test', 'stack', 'deploy'],
  after: ['dependencies'],

  async inspect({ checkout }) {
    const where = pinnedNodePath(checkout);
    const { devDependencies } = await readPackage(checkout);
    const version = devDependencies['node'] ?? '';
    if (!isProgram(where)) return { ready: false, version, problem: 'not installed' };
    const installed = await readPackage(join(checkout, 'node_modules', 'node'));
    if (installed.version === version) return { ready: true, where, version };
    return { ready: false, version, problem: `node_modules has ${installed.version}` };
  },

  async install(context, progress) {
    progress.step('running the install scripts that package.json allows');
    const { allowScripts } = await readPackage(context.checkout);
    const allowed = Object.keys(allowScripts).filter((name) => allowScripts[name] === true);
    await npm(context.checkout, [
      'rebuild',
      '--ignore-scripts=false',
      '--prefer-offline',
      '--loglevel=error',
      ...allowed,
    ]);
    await pinnedNode.prove(context);
  },

  async prove({ checkout }) {
    const { devDependencies } = await readPackage(checkout);
    const found = (await run(pinnedNodePath(checkout), ['--version'])).trim();
    if (found !== `v${devDependencies['node']}`) {
      throw new SetupError(`node_modules/.bin/node is ${found}, package.json wants ${devDependencies['node']}`, {
        wayOut: 'delete node_modules and run the set-up again',
      });
    }
  },
};

/**
 * The Node of a checkout's npm scripts; in a package, whose set-up any Node may run, the one that runs.
 * @param {string} checkout
 */
export function pinnedNodePath(checkout) {
  if (isPackage(checkout)) return process.execPath;
  return join(checkout, 'node_modules', '.bin', 'node');
}

/**
 * @param {string} dir
 * @returns {Promise<{ version: string, devDependencies: Record<string, string>, allowScripts: Record<string, boolean> }>}
 */
async function readPackage(dir) {
  return JSON.parse(await readFile(join(dir, 'package.json'), 'utf8'));
}
