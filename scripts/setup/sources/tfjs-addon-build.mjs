import { mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../command.mjs';
import { cxxCompiler } from '../compiler.mjs';
import { tfjsPackage } from '../tfjs-package.mjs';
import { fetchNodeApiHeaders } from './node-api-headers.mjs';

/** The newest version of the interface that tfjs-node 4.22 asks for; every Node from 20 on has it. */
const NODE_API_VERSION = 8;

/** What Node loads: it sets TensorFlow's switches before the addon brings the library in. */
export const ENTRY_SOURCE = fileURLToPath(new URL('tfjs-addon/entry.cc', import.meta.url));

/**
 * Compiles the addon's sources from tfjs-node's npm package. The vendor's prebuilt addon would save seconds only, and is
 * bound to libtensorflow 2.9.
 *
 * @param {import('../part.mjs').SetupContext} context
 * @param {import('../progress.mjs').PartProgress} progress
 * @param {string} libtensorflowDir
 * @returns {import('../provide.mjs').NativeSource}
 */
export function tfjsAddonBuild({ checkout, platform }, progress, libtensorflowDir) {
  return {
    name: 'compiled from its npm package',
    async fetch(draft) {
      const compiler = cxxCompiler();
      const headers = await fetchNodeApiHeaders(checkout, join(draft, 'headers'));
      progress.step('compiling the addon (about 10 s)');
      const binding = join(tfjsPackage(checkout), 'binding');
      const sources = (await readdir(binding))
        .filter((file) => file.endsWith('.cc'))
        .map((file) => join(binding, file));
      // Relative, and at the same depth in the draft as in its final place; the addon finds the library through it.
      await symlink(relative(draft, libtensorflowDir), join(draft, 'deps'));
      const out = join(draft, 'lib', `napi-v${NODE_API_VERSION}`);
      await mkdir(out, { recursive: true });
      const common = [
        ...['-std=c++17', '-O3', '-fPIC', '-pthread'],
        ...[`-DNAPI_VERSION=${NODE_API_VERSION}`, '-DBUILDING_NODE_EXTENSION'],
        ...[headers, join(binding, '..'), join(draft, 'deps', 'include')].map((dir) => `-I${dir}`),
        ...(platform.startsWith('darwin') ? ['-bundle', '-undefined', 'dynamic_lookup'] : ['-shared']),
      ];
      const origin = platform.startsWith('darwin') ? '@loader_path' : '$ORIGIN';
      await run(compiler, [
        ...common,
        ...sources,
        ...['-o', join(out, 'tfjs_addon.node')],
        `-L${join(draft, 'deps', 'lib')}`,
        ...['-ltensorflow', '-ltensorflow_framework', `-Wl,-rpath,${origin}/../../deps/lib`],
      ]);
      await run(compiler, [...common, ENTRY_SOURCE, '-o', join(out, 'tfjs_binding.node'), '-ldl']);
      await rm(join(draft, 'headers'), { recursive: true });
      return [];
    },
  };
}
