/** Variables of Temporal's standard environment configuration that say where a server is; see @temporalio/envconfig. */
export const serverVariables = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'] as const;

/** The environment names no Temporal server, and no stack runs on the state folder. */
export class NoTemporalServerError extends Error {
  override readonly name = 'NoTemporalServerError';
  readonly stateFolder: string;

  constructor(stateFolder: string) {
    super(`no stack runs on ${stateFolder}, and none of ${serverVariables.join(', ')} is set`);
    this.stateFolder = stateFolder;
  }
}

/** The environment names no registry, no stack runs on the state folder, and nothing has run there that would have made one. */
export class NoRegistryError extends Error {
  override readonly name = 'NoRegistryError';
  readonly stateFolder: string;

  constructor(stateFolder: string) {
    super(`there is no registry in ${stateFolder}`);
    this.stateFolder = stateFolder;
  }
}
