import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/**
 * Unpacks gzip, all members of it, as it comes. Throws zlib's error where it is cut short, its checksum is wrong or something else
 * follows; an error of the parts as it is.
 */
export async function* gunzip(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(parts, { objectMode: false });
  const unpacked = createGunzip({ chunkSize: 1 << 18 });
  source.on('error', (error) => unpacked.destroy(error));
  try {
    yield* source.pipe(unpacked) as AsyncIterable<Uint8Array>;
  } finally {
    source.destroy();
  }
}
