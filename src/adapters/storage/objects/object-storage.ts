import type { Readable } from 'node:stream';
import type { StoragePlace } from '../../../ports/storage-errors.ts';

interface ObjectFacts {
  readonly bytes: number;
  /** Differs whenever the content may have changed. */
  readonly stamp: string;
  /** Milliseconds since 1970 by the store's clock, at most a second too early: some tell whole seconds. */
  readonly writtenAt: number;
  /** The hash of its content as stated by the writer of the object; `undefined` where it was not us. */
  readonly hash: string | undefined;
}

export interface ObjectEntry {
  readonly key: string;
  readonly bytes: number;
  readonly stamp: string;
  readonly writtenAt: number;
}

/** Bytes, or a stream of a known length, which is opened once. */
export type ObjectContent = Uint8Array | { readonly bytes: number; open(): Readable };

interface WriteOptions {
  readonly contentType: string;
  /** SHA-256 of the content, kept with it. */
  readonly hash: string;
  /** Writes only where there is nothing; what is there stays, and that is no error. Default: replaces. */
  readonly onlyIfAbsent?: boolean;
}

/**
 * What one bucket of a vendor does, below a prefix. Writing is whole or not at all: an object appears with its last byte, and a
 * write that fails or is given up leaves what was there. Errors are the vendor's.
 */
export interface ObjectStorage {
  readonly place: StoragePlace;
  /** `undefined` where there is no such object; a bucket that is missing may look the same. */
  head(key: string): Promise<ObjectFacts | undefined>;
  /** The content; `undefined` where there is no such object. */
  read(key: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Streams go up in parts of at most 100 MB, a few at a time in memory. */
  write(key: string, content: ObjectContent, options: WriteOptions): Promise<void>;
  /**
   * Deletes an object unless it has been written since its head was taken, and says whether it did; false too where it is not there.
   * S3 cannot tell such a writing where the bytes are the same.
   */
  delete(key: string, facts: ObjectFacts): Promise<boolean>;
  /** All objects whose keys start so, in any order. */
  list(prefix: string): AsyncIterable<ObjectEntry>;
}

/** Name of the metadata entry that holds the hash. */
export const hashMetadata = 'sha256';

/** Bytes of a part of a large object: stores take 10,000 parts or more, and hold at least 8 MB each in ours. */
export function partBytes(totalBytes: number): number {
  return Math.max(8 * 2 ** 20, Math.ceil(totalBytes / 9000));
}

/** Parts that are uploaded in parallel. */
export const partsAtOnce = 3;

/** How long a store may take to connect, and to continue an answer or a body, in milliseconds. */
export const timeouts = { connectMs: 5_000, idleMs: 60_000 } as const;
