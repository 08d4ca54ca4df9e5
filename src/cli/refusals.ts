// Errors that the command line knows by their class. They are apart from the commands that throw them, so that no command has to be
// loaded to tell them apart.

/** Ctrl-C ended a command before it was done. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';

  constructor(options?: ErrorOptions) {
    super('stopped by Ctrl-C', options);
  }
}

/** The server refused what a person decided, and nothing has changed. */
export class DecisionRefusedError extends Error {
  override readonly name = 'DecisionRefusedError';
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

/** Nothing can be said about the project: it could not be tried. */
export class ValidationNotRunError extends Error {
  override readonly name = 'ValidationNotRunError';

  constructor(cause: unknown) {
    super(`the validation could not be run: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
