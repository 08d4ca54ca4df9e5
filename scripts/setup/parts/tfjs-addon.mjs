import { readlink, readFile, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findEntry } from '../cache-entry.mjs';
import { sha256OfText } from '../checksum.mjs';
import { run } from '../command.mjs';
import { SetupError } from '../errors.mjs';
import { provide } from '../provide.mjs';
import { isPackage } from '../locations.mjs';
import { tfjsPackage } from '../tfjs-package.mjs';
import { ENTRY_SOURCE, tfjsAddonBuild } from '../sources/tfjs-addon-build.mjs';
import { findLibtensorflow } from './libtensorflow.mjs';
import { pinnedNodePath } from './pinned-node.mjs';

/** @typedef {import('../part.mjs').SetupContext} SetupContext */

const PROBE = fileURLToPath(new URL('../probes/tfjs-node.mjs', import.meta.url));

/**
 * tfjs-node's native addon: built into the cache, linked into node_modules.
 * @type {import('../part.mjs').Part}
 */
export const tfjsAddon = {
  id: 'tfjs-addon',
  title: 'tfjs-node addon',
  neededFor: ['start', 'jobs', 'test', 'stack', 'deploy'],
  after: ['dependencies', 'pinned-node', 'libtensorflow'],

  async inspect(context) {
    const version = await tfjsVersion(context).catch(() => undefined);
    if (version === undefined) return { ready: false, problem: 'its npm package is not installed' };
    const name = await addonEntry(context, version);
    const entry = name === undefined ? undefined : await findEntry(join(context.cache, name));
    if (entry === undefined) return { ready: false, version, problem: 'not built' };
    if (!(await isLinked(context, entry.dir)))
      return { ready: false, version, problem: 'not linked into node_modules' };
    return { ready: true, where: entry.dir, version, source: entry.record.source };
  },

  async install(context, progress) {
    const entry = await provide({
      cache: context.cache,
      entry: /** @type {string} */ (await addonEntry(context, await tfjsVersion(context))),
      part: 'the tfjs-node addon',
      sources: [tfjsAddonBuild(context, progress, (await findLibtensorflow(context))?.dir ?? '')],
      check: async (draft) => {
        // The real thing comes below; this keeps an addon that can't be loaded out of the cache.
        await run(pinnedNodePath(context.checkout), [PROBE, '--addon', join(draft, ADDON)]);
        return {};
      },
      wayOut: 'see docs/setup.md, "Troubleshooting"',
      progress,
    });
    await link(context, entry.dir);
    progress.step('multiplying two matrices with it');
    await tfjsAddon.prove(context);
  },

  async prove({ checkout }) {
    const program = pinnedNodePath(checkout);
    // A package has the addon alone, a checkout also what loads it for projects that import tfjs-node.
    const what = isPackage(checkout) ? ['--binding', join(tfjsPackage(checkout), ADDON)] : ['--checkout', checkout];
    const answer = await run(program, [PROBE, ...what], { timeoutMs: 60_000 });
    if (answer.trim() !== '19,22,43,50')
      throw new SetupError(`tfjs-node says [[1,2],[3,4]] · [[5,6],[7,8]] = ${answer}`);
  },
};

const ADDON = join('lib', 'napi-v8', 'tfjs_binding.node');

/** @param {Pick<SetupContext, 'checkout'>} context */
async function tfjsVersion(context) {
  return /** @type {string} */ (
    JSON.parse(await readFile(join(tfjsPackage(context.checkout), 'package.json'), 'utf8')).version
  );
}

/**
 * The entry is tied to the very library it was linked with (sources name their library files differently) and to the switches.
 * @param {SetupContext} context
 * @param {string} version
 */
async function addonEntry(context, version) {
  const library = await findLibtensorflow(context);
  if (library === undefined) return undefined;
  const madeFrom = JSON.stringify([library.record.files, await readFile(ENTRY_SOURCE, 'utf8')]);
  return `tfjs-addon/${version}-${context.platform}-${sha256OfText(madeFrom).slice(0, 12)}`;
}

/**
 * @param {SetupContext} context
 * @param {string} entryDir
 */
async function isLinked(context, entryDir) {
  const targets = await Promise.all(
    ['lib', 'deps'].map((name) => readlink(join(tfjsPackage(context.checkout), name)).catch(() => undefined)),
  );
  return targets[0] === join(entryDir, 'lib') && targets[1] === join(entryDir, 'deps');
}

/**
 * @param {SetupContext} context
 * @param {string} entryDir
 */
async function link(context, entryDir) {
  for (const name of ['lib', 'deps']) {
    const place = join(tfjsPackage(context.checkout), name);
    const draft = `${place}.${process.pid}.tmp`;
    await rm(draft, { force: true });
    await symlink(join(entryDir, name), draft);
    // A real directory, left by tfjs-node's own install script, can't be renamed over.
    if ((await readlink(place).catch(() => undefined)) === undefined) await rm(place, { recursive: true, force: true });
    await rename(draft, place);
  }
}
