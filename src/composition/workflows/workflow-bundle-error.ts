/** A file that is to hold a bundle of workflows does not, or this worker cannot run it. */
export class WorkflowBundleError extends Error {
  override readonly name = 'WorkflowBundleError';
  readonly file: string;

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`${file} cannot be run: ${reason}; rebuild it with "npm run build:workflows"`, options);
    this.file = file;
  }
}
