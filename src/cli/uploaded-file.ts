import { createReadStream } from 'node:fs';
import type { UploadedFile } from '../app/uploaded-file.ts';

/** A file of this machine as operations take it. It is opened when it is first read. */
export function uploadedFile(path: string): UploadedFile {
  return { name: path, bytes: bytesOf(path) };
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
}
