import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type ArrayClass<T> = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => T;

/** Reads a raw little-endian array of the synthetic data. */
export function readArray<T>(
  directory: string,
  name: string,
  Type: ArrayClass<T> & { readonly BYTES_PER_ELEMENT: number },
): T {
  const { buffer, byteOffset, byteLength } = readFileSync(join(directory, name));
  return new Type(buffer, byteOffset, byteLength / Type.BYTES_PER_ELEMENT);
}
