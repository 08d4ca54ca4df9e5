import { ApplicationFailure } from '@temporalio/common';
import { failureTypes } from '../contracts/failures.ts';
import { ChildProcessError, JobError } from '../ports/job-runner.ts';

type FailureType = (typeof failureTypes)[keyof typeof failureTypes];

/** Errors that no retry helps against, by the name of their class, and the stable type they are reported under. */
const permanent: Readonly<Record<string, FailureType>> = {
  ProjectConfigError: failureTypes.configuration,
  UnknownSourceError: failureTypes.configuration,
  UnknownRegionError: failureTypes.configuration,
  UnknownFormatError: failureTypes.configuration,
  InvalidOptionError: failureTypes.configuration,
  StoreNameError: failureTypes.configuration,
  SourceEmptyError: failureTypes.data,
  FileEmptyError: failureTypes.data,
  FileUnreadableError: failureTypes.data,
  ColumnMissingError: failureTypes.data,
  HeaderError: failureTypes.data,
  ConditionerFailedError: failureTypes.data,
  ConditionerOutputError: failureTypes.data,
  TooManyBadRowsError: failureTypes.data,
  LandingLinkError: failureTypes.data,
  CutoffError: failureTypes.data,
  NoDataError: failureTypes.data,
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
};

/**
 * The failure Temporal records for a domain error: its type is stable, its message names the offender, its details are
 * the facts. Whatever is not known to be permanent is retried: I/O mends itself, and attempts are bounded.
 */
export function toFailure(error: unknown): Error {
  if (error instanceof JobError) {
    const type = permanent[error.errorName];
    return ApplicationFailure.create({
      message: error.message,
      type: type ?? error.errorName,
      nonRetryable: type !== undefined,
      details: [error.facts],
      cause: error,
    });
  }
  if (error instanceof ChildProcessError) {
    return ApplicationFailure.create({ message: error.message, type: failureTypes.childProcess, cause: error });
  }
  return error instanceof Error ? error : new Error(String(error));
}
