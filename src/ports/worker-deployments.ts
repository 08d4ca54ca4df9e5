/** A build of the workflows, as an environment knows it. */
export interface WorkerVersion {
  readonly buildId: string;
  /** New workflows start on it, and those that are not pinned move to it. */
  readonly current: boolean;
  /** Running workflows that are pinned to it. */
  readonly pinned: number;
}

/** Which build of the workflows runs what, by environment. */
export interface WorkerDeployments {
  /** Every build an environment knows, the current one first. */
  versions(environment: string): Promise<readonly WorkerVersion[]>;
  /** Build that gets new workflows; `undefined` where workers without a version get them. */
  current(environment: string): Promise<string | undefined>;
  /** How many running workflows are pinned to each build; builds without any are left out. */
  pinned(environment: string): Promise<ReadonlyMap<string, number>>;
  /**
   * Makes a build the one that new workflows start on and unpinned ones move to; `undefined` gives them to workers without a
   * version. Waits up to 30 seconds for the build to be known, which it is a moment after its first worker has asked for work. Throws
   * `UnknownBuildError`.
   */
  setCurrent(environment: string, buildId: string | undefined): Promise<void>;
}

/** Nobody works on a build that is to become the current one. */
export class UnknownBuildError extends Error {
  override readonly name = 'UnknownBuildError';
  readonly environment: string;
  readonly buildId: string | undefined;

  constructor(environment: string, buildId: string | undefined, options?: ErrorOptions) {
    super(
      `no orchestration worker of build ${buildId} has asked ${environment} for work; start one, with SHELFCAST_WORKER_VERSIONING=on`,
      options,
    );
    this.environment = environment;
    this.buildId = buildId;
  }
}
