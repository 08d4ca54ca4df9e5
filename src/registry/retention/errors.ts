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
