import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { ChecksumMismatchError } from './errors.mjs';

/** @param {string} text */
export function sha256OfText(text) {
  return createHash('sha256').update(text).digest('hex');
}

/** @param {string} file */
export async function sha256OfFile(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * @param {string} file
 * @param {string} expected lower-case hex
 */
export async function assertSha256(file, expected) {
  const actual = await sha256OfFile(file);
  if (actual !== expected) throw new ChecksumMismatchError({ file, expected, actual });
}
