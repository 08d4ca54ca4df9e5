import { join } from 'node:path';
import { assertEntryIntact, findEntry } from '../cache-entry.mjs';
import { cxxCompiler } from '../compiler.mjs';
import { SetupError } from '../errors.mjs';
import { LIBTENSORFLOW_ARCHIVES, LIBTENSORFLOW_VERSION } from '../pins/libtensorflow.mjs';
import { probeLibtensorflow } from '../probes/libtensorflow.mjs';
import { provide } from '../provide.mjs';
import { libtensorflowWheel } from '../sources/libtensorflow-wheel.mjs';
import { vendorArchive } from '../sources/vendor-archive.mjs';

/**
 * TensorFlow's C library with its headers, which tfjs-node's addon is built against and loads.
 * @type {import('../part.mjs').Part}
 */
export const libtensorflow = {
  id: 'libtensorflow',
  title: 'libtensorflow',
  neededFor: ['start', 'jobs', 'test', 'stack', 'deploy'],
  after: [],

  async inspect(context) {
    const entry = await findLibtensorflow(context);
    if (entry === undefined) return { ready: false, version: LIBTENSORFLOW_VERSION, problem: 'not in the cache' };
    return { ready: true, where: entry.dir, version: entry.record.facts['version'] ?? '', source: entry.record.source };
  },

  async install(context, progress) {
    const compiler = cxxCompiler();
    const archive = LIBTENSORFLOW_ARCHIVES[context.platform];
    const vendor = archive === undefined ? [] : [vendorArchive(context, progress, archive)];
    await provide({
      cache: context.cache,
      entry: libtensorflowEntry(context),
      part: 'libtensorflow',
      sources: [...vendor, libtensorflowWheel(context, progress)],
      check: async (draft) => ({ version: await probeLibtensorflow(compiler, draft) }),
      wayOut: "open the vendor's host, or install Python 3 with pip so that the wheel can be fetched",
      progress,
    });
  },

  async prove(context) {
    const entry = await findLibtensorflow(context);
    if (entry === undefined) throw new SetupError('libtensorflow is not in the cache');
    await assertEntryIntact(entry);
  },
};

/** @param {import('../part.mjs').SetupContext} context */
export function findLibtensorflow(context) {
  return findEntry(join(context.cache, libtensorflowEntry(context)));
}

/** @param {import('../part.mjs').SetupContext} context */
function libtensorflowEntry({ platform }) {
  return `libtensorflow/${LIBTENSORFLOW_VERSION}-${platform}`;
}
