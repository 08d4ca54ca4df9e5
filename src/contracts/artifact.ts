/**
 * An immutable object in the artifact store. Its name is the SHA-256 of its bytes, so the reference is also
 * the proof of the content and writing it twice is a no-op.
 */
export interface ArtifactRef {
  /** Lower-case hexadecimal SHA-256 of the bytes. */
  readonly hash: string;
  /** What the bytes are, as a file ending without the dot: `parquet`, `json`, `csv`, `bin`. */
  readonly extension: string;
  readonly bytes: number;
}
