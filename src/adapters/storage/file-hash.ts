import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Bytes up to which a file is read at once: a stream costs more than reading so little does. */
const smallBytes = 1 << 20;

/** Lower-case hexadecimal SHA-256 of a file's content; of a large one it holds only a part at a time. */
export async function hashOfFile(path: string): Promise<string> {
  if ((await stat(path)).size <= smallBytes) return hashOfBytes(await readFile(path));
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/** Lower-case hexadecimal SHA-256 of bytes. */
export function hashOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
