import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { toFailure } from '../../src/activities/to-failure.ts';
import * as datasetErrors from '../../src/datasets/errors.ts';
import * as qualityErrors from '../../src/datasets/quality/errors.ts';
import * as forecastingErrors from '../../src/forecasting/errors.ts';
import * as jobErrors from '../../src/jobs/errors.ts';
import * as artifactErrors from '../../src/ports/artifact-errors.ts';
import { ChildProcessError, JobError, JobMemoryError } from '../../src/ports/job-errors.ts';
import * as landing from '../../src/ports/landing.ts';
import * as storageErrors from '../../src/ports/storage-errors.ts';
import * as tableEngine from '../../src/ports/table-engine.ts';
import * as projectErrors from '../../src/project/errors.ts';

/** How Temporal is to see each error a job can throw: the stable type of those no retry helps, `retry` for the others. */
const expected: Readonly<Record<string, string>> = {
  ProjectConfigError: 'ConfigurationError',
  OptionSettingError: 'ConfigurationError',
  UnknownSourceError: 'ConfigurationError',
  UnknownRegionError: 'ConfigurationError',
  UnknownFormatError: 'ConfigurationError',
  InvalidOptionError: 'ConfigurationError',
  StoreNameError: 'ConfigurationError',
  StorageLocationError: 'ConfigurationError',
  BucketMissingError: 'ConfigurationError',
  SourceEmptyError: 'DataError',
  FileEmptyError: 'DataError',
  FileUnreadableError: 'DataError',
  ColumnMissingError: 'DataError',
  HeaderError: 'DataError',
  ConditionerFailedError: 'DataError',
  ConditionerOutputError: 'DataError',
  TooManyBadRowsError: 'DataError',
  ColumnRetypedError: 'DataError',
  AttributeConflictError: 'DataError',
  LandingLinkError: 'DataError',
  CutoffError: 'DataError',
  NoDataError: 'DataError',
  QualityBlockedError: 'DataError',
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
  InseparableProductError: 'TrainingError',
  SegmentChangedError: 'AdoptionRefused',
  // A fenced attempt is nobody's any more; should it be somebody's after all, the next one takes the lease.
  AttemptFencedError: 'retry',
  // Its sender is still writing.
  LandingFileChangedError: 'retry',
  // Another attempt takes the next free name.
  LandingFileExistsError: 'retry',
  // A store that was restored or mounted again has them.
  ArtifactMissingError: 'retry',
  ArtifactCorruptError: 'retry',
  // Networks and services come back, rights are given and keys renewed.
  StorageUnreachableError: 'retry',
  StorageForbiddenError: 'retry',
  StorageRequestError: 'retry',
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
    const modules = [
      datasetErrors,
      projectErrors,
      forecastingErrors,
      artifactErrors,
      landing,
      tableEngine,
      jobErrors,
      qualityErrors,
      storageErrors,
    ];
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

  test('an unknown error is retried, under its own name', () => {
    expect(toFailure(thrown('TypeError'))).toMatchObject({ type: 'TypeError', nonRetryable: false });
  });

  test("a project that changed under the worker is retried: the worker's next start fixes it", () => {
    expect(toFailure(thrown('ProjectChangedError'))).toMatchObject({
      type: 'ProjectChangedError',
      nonRetryable: false,
    });
  });
});

test('figures that are no numbers stay readable in a payload, which is JSON', () => {
  const facts = { epoch: 3, loss: NaN, bounds: [-Infinity, 1] };
  expect(toFailure(new JobError({ errorName: 'NetworkDivergedError', message: 'NaN', facts }))).toMatchObject({
    details: [{ epoch: 3, loss: 'NaN', bounds: ['-Infinity', 1] }],
  });
});

describe('a process that ended without an answer', () => {
  const ended = (signalName: string | null, exitCode: number | null, lastWords = '') =>
    new ChildProcessError({ job: 'train-member', exitCode, signalName, lastWords });

  test('is retried, and reported with the facts', () => {
    const error = ended(null, 7, 'out of luck');
    expect(toFailure(error)).toMatchObject({
      type: 'ChildProcessError',
      message: 'the process of train-member exited with code 7 before it answered; its last words: out of luck',
      nonRetryable: false,
      details: [{ job: 'train-member', exitCode: 7, signalName: null, lastWords: 'out of luck' }],
      cause: error,
    });
  });

  test('killed: memory is named, which is why the kernel kills', () => {
    expect(toFailure(ended('SIGKILL', null)).message).toBe(
      'the process of train-member was ended by SIGKILL before it answered: somebody killed it, or the system did ' +
        'because memory ran out (see its log); run fewer at a time by SHELFCAST_JOB_PROCESSES, or give the machine more memory',
    );
  });

  test('crashed in native code: the doctor is named', () => {
    expect(toFailure(ended('SIGSEGV', null)).message).toContain('native code crashed; `npm run doctor`');
  });

  test('its heap full: the setting is named, and the same input is not tried again', () => {
    const words = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory';
    expect(toFailure(ended('SIGABRT', null, words))).toMatchObject({
      message: expect.stringContaining('its JavaScript heap was full; raise SHELFCAST_JOB_HEAP_MB') as string,
      nonRetryable: true,
    });
  });
});

test('a process over its memory limit is not tried again: the same input needs the same memory', () => {
  expect(toFailure(new JobMemoryError({ job: 'train-member', limitMb: 1500, rssMb: 1620 }))).toMatchObject({
    type: 'JobMemoryError',
    message:
      'the process of train-member was ended: it used 1620 MB of memory, and the limit is 1500 MB; raise SHELFCAST_JOB_MEMORY_MB',
    nonRetryable: true,
    details: [{ job: 'train-member', limitMb: 1500, rssMb: 1620 }],
  });
});

test('anything else passes as it is', () => {
  const error = new Error('the database is away');
  expect(toFailure(error)).toBe(error);
  expect(toFailure('a text')).toEqual(new Error('a text'));
});
