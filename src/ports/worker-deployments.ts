/**
 * What a build is to an environment, as the server itself has it.
 *
 * - `current`: new workflows start on it, and those that are not pinned move to it
 * - `ramping`: gets a share of them, as somebody has asked the server for
 * - `draining`: gets none, but workflows that are pinned to it still run
 * - `drained`: nothing needs it any more
 * - `inactive`: never was any of these
 */
export type VersionState = 'current' | 'ramping' | 'draining' | 'drained' | 'inactive';

/** A build, as an environment knows it. */
export interface WorkerVersion {
  readonly buildId: string;
  readonly state: VersionState;
  /** Running workflows that are pinned to it, as lists of workflows have them: some seconds behind. */
  readonly pinned: number;
}

/** What takes no part in versioning, in an environment. */
export interface Unversioned {
  /** Running workflows that would be pinned to their build if they had one: cycles and their trainings. */
  readonly runs: number;
  /** Workers without a version that ask for work. */
  readonly workers: number;
}

/** Which build runs what, by environment. */
export interface WorkerDeployments {
  /** Every build an environment knows, the current one first. */
  versions(environment: string): Promise<readonly WorkerVersion[]>;
  /** Build that gets new workflows; `undefined` where workers without a version get them. */
  current(environment: string): Promise<string | undefined>;
  /** How many running workflows are pinned to each build; builds without any are left out. */
  pinned(environment: string): Promise<ReadonlyMap<string, number>>;
  /**
   * Makes a build the one that new workflows start on and unpinned ones move to; `undefined` gives them to workers without a
   * version. Waits up to 30 seconds for the build to be known, which it is a moment after its workers have asked for work. Throws
   * `UnknownBuildError`.
   *
   * Where no build is current, every running workflow without a version moves to the one that becomes it. Cycles that workers without a version
   * still run would have to be continued by other code than they began with: then it throws `UnversionedRunsError`, until they have ended, or
   * nobody else is left to continue them.
   */
  setCurrent(environment: string, buildId: string | undefined): Promise<void>;
  /**
   * Makes a build current where an environment never had a current one; of several at the same time one is made so. Returns the one that is
   * current then; `undefined` where somebody gave new workflows to workers without a version. Waits and throws as `setCurrent`.
   */
  setFirst(environment: string, buildId: string): Promise<string | undefined>;
  /** What runs without a version, and stands against a build that is to become current. */
  unversioned(environment: string): Promise<Unversioned>;
}

/** A build would take over cycles that other code runs. */
export class UnversionedRunsError extends Error {
  override readonly name = 'UnversionedRunsError';
  readonly environment: string;
  readonly buildId: string;
  readonly runs: number;

  constructor(environment: string, buildId: string, runs: number) {
    super(
      `${runs} cycles and trainings of ${environment} run on workers without a version; keep those workers until all have ended`,
    );
    this.environment = environment;
    this.buildId = buildId;
    this.runs = runs;
  }
}

/** Nobody works on a build that is to become the current one. */
export class UnknownBuildError extends Error {
  override readonly name = 'UnknownBuildError';
  readonly environment: string;
  readonly buildId: string | undefined;

  constructor(environment: string, buildId: string | undefined, options?: ErrorOptions) {
    super(
      `workers of build ${buildId} have not asked ${environment} for work, or not on every queue on which those of the current build have; ` +
        'start them, without SHELFCAST_WORKER_VERSIONING=off',
      options,
    );
    this.environment = environment;
    this.buildId = buildId;
  }
}
