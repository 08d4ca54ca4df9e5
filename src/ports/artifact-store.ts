import type { ArtifactRef } from '../contracts/artifact.ts';

/** Where immutable artifacts and the few mutable pointers to them live: a local folder, an object store. */
export interface ArtifactStore {
  /** Stores bytes under their hash. Writing the same bytes again is a no-op. */
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
  /** Copies an artifact to a readable name below the published area, atomically; returns its URI. */
  publishAs(ref: ArtifactRef, name: string): Promise<string>;
}
