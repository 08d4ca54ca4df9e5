/** One thing that is wrong in a project's configuration. */
export interface ConfigFault {
  /** Where, e.g. `sources[1].landing`; empty for the configuration as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The project's configuration can't be used; all its faults at once. */
export class ProjectConfigError extends Error {
  override readonly name = 'ProjectConfigError';
  /** Absolute path of the configuration file. */
  readonly file: string;
  readonly faults: readonly ConfigFault[];

  constructor(file: string, faults: readonly ConfigFault[], options?: ErrorOptions) {
    const lines = faults.map(({ path, message }) => `  ${path === '' ? '' : `${path}: `}${message}`);
    super(`${file} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${lines.join('\n')}`, options);
    this.file = file;
    this.faults = faults;
  }
}
