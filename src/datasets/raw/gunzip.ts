import { promisify } from 'node:util';
import { gunzip as gunzipCallback } from 'node:zlib';

const unpack = promisify(gunzipCallback);

/** Unpacks gzip, all members of it. Throws where it is cut short or its checksum is wrong. */
export async function gunzip(bytes: Uint8Array): Promise<Uint8Array> {
  return unpack(bytes);
}
