import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { toFailure } from '../../src/activities/to-failure.ts';
import * as datasetErrors from '../../src/datasets/errors.ts';
import * as forecastingErrors from '../../src/forecasting/errors.ts';
import * as artifactErrors from '../../src/ports/artifact-errors.ts';
import { ChildProcessError, JobError } from '../../src/ports/job-runner.ts';
import * as landing from '../../src/ports/landing.ts';
import * as tableEngine from '../../src/ports/table-engine.ts';
import * as projectErrors from '../../src/project/errors.ts';

/** How Temporal is to see each error a job can throw: the stable type of those no retry helps, `retry` for the others. */
const expected: Readonly<Record<string, string>> = {
  ProjectConfigError: 'ConfigurationError',
  UnknownSourceError: 'ConfigurationError',
  UnknownRegionError: 'ConfigurationError',
  UnknownFormatError: 'ConfigurationError',
  InvalidOptionError: 'ConfigurationError',
  StoreNameError: 'ConfigurationError',
  SourceEmptyError: 'DataError',
  FileEmptyError: 'DataError',
  FileUnreadableError: 'DataError',
  ColumnMissingError: 'DataError',
  HeaderError: 'DataError',
  ConditionerFailedError: 'DataError',
  ConditionerOutputError: 'DataError',
  TooManyBadRowsError: 'DataError',
  LandingLinkError: 'DataError',
  CutoffError: 'DataError',
  NoDataError: 'DataError',
  InvalidPanelError: 'TrainingError',
  UnknownAheadColumnError: 'ConfigurationError',
  TooLittleHistoryError: 'TrainingError',
  NoTrainingRowsError: 'TrainingError',
  NonFiniteInputError: 'TrainingError',
  NetworkDivergedError: 'TrainingError',
  NoBacktestRowsError: 'TrainingError',
  NoMemberForecastError: 'TrainingError',
  RowsOutOfLineError: 'TrainingError',
  MemberFilesError: 'TrainingError',
  TrainerMissingError: 'TrainingError',
  // Its sender is still writing.
  LandingFileChangedError: 'retry',
  // A store that was restored or mounted again has them.
  ArtifactMissingError: 'retry',
  ArtifactCorruptError: 'retry',
  // Raw files that can't be read are reported as FileUnreadableError; of the store's own tables only I/O is in doubt.
  TableUnreadableError: 'retry',
};

/** The names of the error classes a module exports. */
const errorNames = (module: object): string[] =>
  Object.entries(module).flatMap(([name, value]) =>
    typeof value === 'function' && (value as { prototype: unknown }).prototype instanceof Error ? [name] : [],
  );

const thrown = (errorName: string): JobError => new JobError({ errorName, message: 'what happened', facts: { n: 1 } });

describe('errors of jobs', () => {
  test('every class that a job can throw has been thought about', () => {
    const modules = [datasetErrors, projectErrors, forecastingErrors, artifactErrors, landing, tableEngine];
    expect(modules.flatMap(errorNames).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))('%s: %s', (name, type) => {
    const failure = toFailure(thrown(name));
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({
      message: 'what happened',
      type: type === 'retry' ? name : type,
      nonRetryable: type !== 'retry',
      details: [{ n: 1 }],
    });
  });

  test('an error nobody knows is retried, under its own name', () => {
    expect(toFailure(thrown('TypeError'))).toMatchObject({ type: 'TypeError', nonRetryable: false });
  });

  test("a project that changed under the worker is retried: the worker's next start mends it", () => {
    expect(toFailure(thrown('ProjectChangedError'))).toMatchObject({
      type: 'ProjectChangedError',
      nonRetryable: false,
    });
  });
});

test('a process that ended without an answer is retried', () => {
  const error = new ChildProcessError({ job: 'train-member', exitCode: null, signalName: 'SIGKILL', lastWords: '' });
  expect(toFailure(error)).toMatchObject({
    type: 'ChildProcessError',
    message: 'the process of train-member was ended by SIGKILL before it answered',
    nonRetryable: false,
    cause: error,
  });
});

test('anything else passes as it is', () => {
  const error = new Error('the database is away');
  expect(toFailure(error)).toBe(error);
  expect(toFailure('a text')).toEqual(new Error('a text'));
});
