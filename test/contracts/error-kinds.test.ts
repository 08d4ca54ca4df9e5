import { expect, test } from 'vitest';
import { errorKindOf, knownErrors } from '../../src/contracts/error-kinds.ts';
import { ownSources } from '../../src/project/code/code-manifest.ts';
import { errorClasses } from '../support/error-classes.ts';

/** Errors that no activity ends with, and why. */
const never: Readonly<Record<string, string>> = {
  CronError: 'a fault of the configuration by then: project/schedule-schema.ts',
  LateColumnsError: 'the file is read again: datasets/conditioning/condition-rows.ts',
  OpaqueSchemaError: 'a schema has no text then: project/schema-text.ts',
  StorageError: 'what the errors of object stores have in common',
  JobError: 'it has the name of the error in the job',
  NoRegistryError: 'of commands',
  NoTemporalServerError: 'of commands',
  StackRunningError: 'of commands',
  StateDirectoryBusyError: 'of commands',
};

test('every class of errors that activities and jobs reach is in the table, and the table has no other', async () => {
  const classes = await errorClasses(ownSources);
  const thrown = classes.filter((name) => !(name in never));
  expect(thrown.toSorted()).toEqual(Object.keys(knownErrors).sort());
  expect(Object.keys(never).filter((name) => !classes.includes(name))).toEqual([]);
});

test('an error that nobody has classified gets ten attempts under its own name', () => {
  expect(errorKindOf('TypeError')).toEqual({ retry: 'ten-times' });
  expect(errorKindOf('constructor')).toEqual({ retry: 'ten-times' });
});
