import { ApplicationFailure } from '@temporalio/common';
import { failureTypes } from '../contracts/failures.ts';
import { ChildProcessError, JobError, JobMemoryError, JobStalledError } from '../ports/job-errors.ts';

type FailureType = (typeof failureTypes)[keyof typeof failureTypes];

/** Errors that no retry helps against, by the name of their class, and the stable type they are reported under. */
const permanent: Readonly<Record<string, FailureType>> = {
  ProjectConfigError: failureTypes.configuration,
  OptionSettingError: failureTypes.configuration,
  UnknownSourceError: failureTypes.configuration,
  UnknownRegionError: failureTypes.configuration,
  UnknownFormatError: failureTypes.configuration,
  InvalidOptionError: failureTypes.configuration,
  StoreNameError: failureTypes.configuration,
  StorageLocationError: failureTypes.configuration,
  BucketMissingError: failureTypes.configuration,
  SourceEmptyError: failureTypes.data,
  FileEmptyError: failureTypes.data,
  FileUnreadableError: failureTypes.data,
  ColumnMissingError: failureTypes.data,
  HeaderError: failureTypes.data,
  ConditionerFailedError: failureTypes.data,
  ConditionerOutputError: failureTypes.data,
  TooManyBadRowsError: failureTypes.data,
  ColumnRetypedError: failureTypes.data,
  AttributeConflictError: failureTypes.data,
  LandingLinkError: failureTypes.data,
  CutoffError: failureTypes.data,
  NoDataError: failureTypes.data,
  QualityBlockedError: failureTypes.data,
  InvalidPanelError: failureTypes.training,
  UnknownAheadColumnError: failureTypes.configuration,
  TooLittleHistoryError: failureTypes.training,
  NoTrainingRowsError: failureTypes.training,
  NonFiniteInputError: failureTypes.training,
  NetworkDivergedError: failureTypes.training,
  NoBacktestRowsError: failureTypes.training,
  NoMemberForecastError: failureTypes.training,
  RowsOutOfLineError: failureTypes.training,
  MemberFilesError: failureTypes.training,
  TrainerMissingError: failureTypes.training,
  InseparableProductError: failureTypes.training,
  SegmentChangedError: failureTypes.adoptionRefused,
};

/**
 * The failure Temporal records for a domain error: its type is stable, its message names the offender, its details are
 * the facts. An error that is not known to be permanent is retried: outages pass, and other errors get a few attempts. Memory
 * that was too little once is too little for the same input again.
 *
 * @param stopped why no further attempt is worth it
 */
export function toFailure(error: unknown, stopped?: string): Error {
  const failure = (cause: Error, type: string, isPermanent: boolean, details: unknown): ApplicationFailure =>
    ApplicationFailure.create({
      message: stopped === undefined ? cause.message : `${cause.message} (${stopped})`,
      type,
      nonRetryable: isPermanent || stopped !== undefined,
      details: [details],
      cause,
    });
  if (error instanceof JobError) {
    const type = permanent[error.errorName];
    return failure(error, type ?? error.errorName, type !== undefined, payloadOf(error.facts));
  }
  if (error instanceof ChildProcessError) {
    const { job, exitCode, signalName, lastWords, heapFull } = error;
    return failure(error, failureTypes.childProcess, heapFull, { job, exitCode, signalName, lastWords });
  }
  if (error instanceof JobStalledError) {
    const { job, minutes, step } = error;
    return failure(error, failureTypes.jobStalled, false, { job, minutes, step });
  }
  if (error instanceof JobMemoryError) {
    const { job, limitMb, rssMb } = error;
    return failure(error, failureTypes.jobMemory, true, { job, limitMb, rssMb });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** Payloads are JSON, which would make null of NaN and infinities: they go as text. */
function payloadOf(facts: Readonly<Record<string, unknown>>): unknown {
  const asText = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return JSON.parse(JSON.stringify(facts, asText));
}
