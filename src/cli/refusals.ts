// Errors that the command line knows by their class. They are apart from the commands that throw them, so that no command has to be
// loaded to tell them apart.

/** Ctrl-C ended a command before it was done. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';

  constructor(options?: ErrorOptions) {
    super('stopped by Ctrl-C', options);
  }
}

/** Nothing can be said about the project: it could not be tried. */
export class ValidationNotRunError extends Error {
  override readonly name = 'ValidationNotRunError';

  constructor(cause: unknown) {
    super(`the validation could not be run: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
