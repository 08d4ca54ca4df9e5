import { createReadStream } from 'node:fs';
import type { UploadedFile } from '../app/uploaded-file.ts';
import { UsageError } from './usage.ts';

/**
 * A file of this machine as operations take it. It is opened when it is first read, which throws `UsageError` where there is no such
 * file, or it may not be read.
 */
export function uploadedFile(path: string): UploadedFile {
  return { name: path, bytes: bytesOf(path) };
}

/** What the system says of a path that a person got wrong. */
const mistakes: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'permission denied',
};

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  } catch (cause) {
    const mistake = mistakes[(cause as NodeJS.ErrnoException).code ?? ''];
    throw mistake === undefined ? cause : new UsageError(`${path} cannot be read: ${mistake}`, { cause });
  }
}
