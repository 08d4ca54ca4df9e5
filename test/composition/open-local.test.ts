import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { commandProcesses } from '../../src/composition/open-local.ts';
import { SettingsError } from '../../src/composition/settings-error.ts';

test('a command runs as many jobs at a time as SHELFCAST_JOB_PROCESSES says, or one a core', () => {
  expect(commandProcesses({ SHELFCAST_JOB_PROCESSES: '7' })).toBe(7);
  expect(commandProcesses({})).toBe(availableParallelism());
  expect(() => commandProcesses({ SHELFCAST_JOB_PROCESSES: 'many' })).toThrow(SettingsError);
});
