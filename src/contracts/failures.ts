import { ApplicationFailure } from '@temporalio/common';

/**
 * Stable `type`s of the failures activities report, for retry policies, searches and people. The message has the facts.
 */
export const failureTypes = {
  /** The project's configuration cannot be used. */
  configuration: 'ConfigurationError',
  /** Input that a retry cannot fix: a missing file or column, too many bad rows. */
  data: 'DataError',
  /** The fit cannot be done on this data: too little history, a loss that diverges. */
  training: 'TrainingError',
  /** A rollback to a version that cannot become champion: unknown, never promoted, or the champion already. */
  rollbackRefused: 'RollbackRefused',
  /** A version that must not become champion: it was retired, or its files are gone. */
  modelRefused: 'ModelRefused',
  /** A version that cannot be brought to another environment; the message says why, and what to do. */
  adoptionRefused: 'AdoptionRefused',
  /** A promotion has been decided: the message names who decided what. */
  alreadyDecided: 'AlreadyDecided',
  /** A decision without a person or a reason. */
  invalidDecision: 'InvalidDecision',
  /** A person's decision on a challenger that only its gate decides on. */
  notAwaiting: 'NotAwaitingApproval',
  /** A child process ended without a result. */
  childProcess: 'ChildProcessError',
  /** A child process exceeded its memory limit. */
  jobMemory: 'JobMemoryError',
  /** A job reported no progress for too long and was ended. */
  jobStalled: 'JobStalled',
  /** A controller refused a request; the message says why. */
  requestRefused: 'RequestRefused',
  /** The worker is being stopped; another attempt continues elsewhere. */
  workerShutdown: 'WorkerShutdown',
  /** The worker was killed; another attempt continues elsewhere. */
  workerLost: 'WorkerLost',
} as const;

export type FailureType = (typeof failureTypes)[keyof typeof failureTypes];

/** The relevant sentence of a failure as a client receives it, without Temporal's wrappers. */
export function innermostMessage(error: Error): string {
  return innermostFailure(error).message;
}

/** The failure that says what happened, without Temporal's wrappers. */
export function innermostFailure(error: Error): Error {
  const { cause } = error;
  return cause instanceof Error && !(error instanceof ApplicationFailure) ? innermostFailure(cause) : error;
}
