import { existsSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The folder of tfjs-node's npm package, with the sources of its addon. An installed Shelfcast brings them along among its compiled modules, where
 * these find it as a package.
 * @param {string} checkout
 */
export function tfjsPackage(checkout) {
  const installed = join(checkout, 'node_modules', '@tensorflow', 'tfjs-node');
  return existsSync(installed) ? installed : join(checkout, 'lib', 'node_modules', '@tensorflow', 'tfjs-node');
}
