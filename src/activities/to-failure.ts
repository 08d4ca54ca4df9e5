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
  const messageOf = (message: string): string => (stopped === undefined ? message : `${message} (${stopped})`);
  if (error instanceof JobError) {
    const type = permanent[error.errorName];
    return ApplicationFailure.create({
      message: messageOf(error.message),
      type: type ?? error.errorName,
      nonRetryable: type !== undefined || stopped !== undefined,
      details: [payloadOf(error.facts)],
      cause: error,
    });
  }
  if (error instanceof ChildProcessError) {
    const { message, job, exitCode, signalName, lastWords, heapFull } = error;
    return ApplicationFailure.create({
      message: messageOf(message),
      type: failureTypes.childProcess,
      nonRetryable: heapFull || stopped !== undefined,
      details: [{ job, exitCode, signalName, lastWords }],
      cause: error,
    });
  }
  if (error instanceof JobStalledError) {
    const { message, job, minutes, step } = error;
    return ApplicationFailure.create({
      message: messageOf(message),
      type: failureTypes.jobStalled,
      nonRetryable: stopped !== undefined,
      details: [{ job, minutes, step }],
      cause: error,
    });
  }
  if (error instanceof JobMemoryError) {
    const { message, job, limitMb, rssMb } = error;
    return ApplicationFailure.create({
      message,
      type: failureTypes.jobMemory,
      nonRetryable: true,
      details: [{ job, limitMb, rssMb }],
      cause: error,
    });
  }
  return error instanceof Error ? error : new Error(String(error));
}

/** Payloads are JSON, which would make null of NaN and infinities: they go as text. */
function payloadOf(facts: Readonly<Record<string, unknown>>): unknown {
  const asText = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return JSON.parse(JSON.stringify(facts, asText));
}
