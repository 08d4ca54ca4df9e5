import { ApplicationFailure } from '@temporalio/common';
import { errorKindOf } from '../contracts/error-kinds.ts';
import { ChildProcessError, JobError, JobMemoryError, JobStalledError } from '../ports/job-errors.ts';
import { retryOf } from './retry-of.ts';

/**
 * The failure Temporal records for a domain error: its type is stable, its message names the offender, its details are
 * the facts. Which errors are retried is in `contracts/error-kinds.ts`.
 *
 * @param stopped why no further attempt is worth it
 * @param pauseMs milliseconds until the next attempt; left out, the retry policy decides
 */
export function toFailure(error: unknown, stopped?: string, pauseMs?: number): Error {
  const failure = (cause: Error, details: unknown): ApplicationFailure =>
    ApplicationFailure.create({
      message: stopped === undefined ? cause.message : `${cause.message} (${stopped})`,
      type: failureType(cause instanceof JobError ? cause.errorName : cause.name),
      nonRetryable: retryOf(cause) === 'never' || stopped !== undefined,
      details: [details],
      cause,
      ...(pauseMs === undefined ? {} : { nextRetryDelay: pauseMs }),
    });
  if (error instanceof JobError) return failure(error, payloadOf(error.facts));
  if (error instanceof ChildProcessError) {
    const { job, exitCode, signalName, lastWords } = error;
    return failure(error, { job, exitCode, signalName, lastWords });
  }
  if (error instanceof JobStalledError) {
    const { job, minutes, step } = error;
    return failure(error, { job, minutes, step });
  }
  if (error instanceof JobMemoryError) {
    const { job, limitMb, rssMb } = error;
    return failure(error, { job, limitMb, rssMb });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** The failure for an error that an activity threw itself; `facts` are its details. */
export function refusedFailure(error: Error, facts: Readonly<Record<string, unknown>>): ApplicationFailure {
  const { message, name } = error;
  const nonRetryable = errorKindOf(name).retry === 'never';
  return ApplicationFailure.create({
    message,
    type: failureType(name),
    nonRetryable,
    details: [payloadOf(facts)],
    cause: error,
  });
}

function failureType(errorName: string): string {
  return errorKindOf(errorName).type ?? errorName;
}

/** Payloads are JSON, which would make null of NaN and infinities: they go as text. */
function payloadOf(facts: Readonly<Record<string, unknown>>): unknown {
  const asText = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return JSON.parse(JSON.stringify(facts, asText));
}
