import type { ArtifactRef } from '../contracts/artifact.ts';

/** An artifact as the store lists it. */
export interface StoredObject extends ArtifactRef {
  /** When it was last put, by the store's clock; milliseconds since 1970. */
  readonly putAt: number;
}

/** A pointer as the store lists it. */
export interface StoredPointer {
  readonly name: string;
  /** When it was last written, by the store's clock; milliseconds since 1970. */
  readonly writtenAt: number;
}

/** Where immutable artifacts and the few mutable pointers to them live: a local folder, an object store. */
export interface ArtifactStore {
  /**
   * Stores bytes under their hash. Writing the same bytes again changes nothing, but that they count as put now: to within
   * `putAtPrecisionMs`, so that a store need not write for it each time.
   */
  put(bytes: Uint8Array, extension: string): Promise<ArtifactRef>;
  /** Stores a local file under its hash; the file stays. */
  putFile(path: string, extension: string): Promise<ArtifactRef>;
  /** The bytes, verified against the hash. Throws `ArtifactMissingError` or `ArtifactCorruptError`. */
  get(ref: ArtifactRef): Promise<Uint8Array>;
  /**
   * A local path that holds the artifact, staged there where the store is remote, verified like `get`. Read only. Throws
   * `ArtifactMissingError` or `ArtifactCorruptError`.
   */
  localPath(ref: ArtifactRef): Promise<string>;
  /** Replaces a named pointer atomically: readers see the old text or the new one, whole. */
  writePointer(name: string, text: string): Promise<void>;
  /** The text of a pointer, `undefined` where there is none. */
  readPointer(name: string): Promise<string | undefined>;
  /** Every artifact, in no order; with a prefix, those whose hash begins so. One that is put or deleted meanwhile may be among them. */
  listObjects(prefix?: string): AsyncIterable<StoredObject>;
  /**
   * Deletes an artifact unless it was put at or after `unlessPutSince` (milliseconds since 1970), and says whether it did; false too
   * where it is not there. What somebody puts at the same moment is there afterwards.
   */
  deleteObject(ref: Pick<ArtifactRef, 'hash' | 'extension'>, unlessPutSince: number): Promise<boolean>;
  /** Every pointer, or those below a folder, e.g. `fits`; in no order. */
  listPointers(folder?: string): AsyncIterable<StoredPointer>;
  /** Deletes a pointer unless it was written at or after `unlessWrittenSince`, and says whether it did. */
  deletePointer(name: string, unlessWrittenSince: number): Promise<boolean>;
  /** Copies an artifact to a readable name below the published area, atomically; returns its URI. */
  publishAs(ref: ArtifactRef, name: string): Promise<string>;
  /** The URI of a readable name, whether or not something is there. */
  publishedUri(name: string): string;
}

/** By how much the time of a put may be reported too early, where the artifact had been there already. One hour. */
export const putAtPrecisionMs = 3_600_000;
