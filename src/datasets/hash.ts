import { createHash } from 'node:crypto';

/**
 * Lower-case hexadecimal SHA-256 of several parts. Each part's length goes before it, so that no two lists of parts
 * give the same input.
 */
export function hashOf(parts: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part;
    hash.update(`${bytes.byteLength}:`).update(bytes);
  }
  return hash.digest('hex');
}
