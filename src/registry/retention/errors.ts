/**
 * Garbage cannot be distinguished from what is needed: the list of what a kept dataset is made of cannot be read. Nothing was
 * deleted.
 */
export class ManifestLostError extends Error {
  override readonly name = 'ManifestLostError';
  readonly datasetVersion: string;

  constructor(datasetVersion: string, options: ErrorOptions) {
    super(
      `the manifest of dataset ${datasetVersion}, which is kept, cannot be read, so it is unknown what it needs: restore the artifact store from its backup, or run the cycle of its cutoff again; nothing was deleted`,
      options,
    );
    this.datasetVersion = datasetVersion;
  }
}

/** The artifacts that were copied lack some that the registry refers to: they are of another project or place, or were damaged. */
export class CopyIncompleteError extends Error {
  override readonly name = 'CopyIncompleteError';
  readonly lacking: number;
  /** Version of a model or dataset, the first that lacks one. */
  readonly version: string;

  constructor(lacking: number, version: string) {
    super(
      `the artifacts lack ${lacking} that the registry refers to, the first of them of ${version}: check that these artifacts and the registry belong together, and verify them to see each`,
    );
    this.lacking = lacking;
    this.version = version;
  }
}
