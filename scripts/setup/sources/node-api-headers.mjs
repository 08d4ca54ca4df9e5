import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assertSha256 } from '../checksum.mjs';
import { run } from '../command.mjs';
import { npm } from '../npm.mjs';
import { NODE_API_HEADERS } from '../pins/node-api-headers.mjs';

/**
 * Fetches the headers into `dir`.
 * @param {string} checkout
 * @param {string} dir
 * @returns {Promise<string>} the directory to include
 */
export async function fetchNodeApiHeaders(checkout, dir) {
  const { package: name, version, sha256 } = NODE_API_HEADERS;
  await mkdir(dir, { recursive: true });
  await npm(checkout, [
    'pack',
    `${name}@${version}`,
    '--ignore-scripts',
    '--loglevel=error',
    `--pack-destination=${dir}`,
  ]);
  const [tarball] = await readdir(dir);
  const file = join(dir, /** @type {string} */ (tarball));
  await assertSha256(file, sha256);
  await run('tar', ['-xzf', file, '-C', dir]);
  return join(dir, 'package', 'include');
}
