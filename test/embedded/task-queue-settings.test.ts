import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { taskQueueArguments } from '../../src/embedded/task-queue-settings.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const one = [
  ...['--dynamic-config-value', 'matching.numTaskqueueReadPartitions=1'],
  ...['--dynamic-config-value', 'matching.numTaskqueueWritePartitions=1'],
];
const fair = [
  ...['--dynamic-config-value', 'matching.useNewMatcher=true'],
  ...['--dynamic-config-value', 'matching.enableFairness=true'],
];
const prompt = [
  ...['--dynamic-config-value', 'system.enableActivityEagerExecution=true'],
  ...['--dynamic-config-value', 'history.transferProcessorMaxPollRPS=1000'],
];

test('a new database has one partition a task queue and is fair, at its first start and at every later one', async () => {
  const database = join(await temporaryDirectory(), 'temporal.db');
  expect(taskQueueArguments(database)).toEqual([...one, ...fair, ...prompt]);
  await writeFile(database, 'tasks');
  expect(taskQueueArguments(database)).toEqual([...one, ...fair, ...prompt]);
});

test('a database from before keeps all partitions: tasks may wait in any of them', async () => {
  const database = join(await temporaryDirectory(), 'temporal.db');
  await writeFile(database, 'tasks');
  expect(taskQueueArguments(database)).toEqual(prompt);
  expect(taskQueueArguments(database)).toEqual(prompt);
});

test('a database from before fairness stays without: the tasks that wait there would not be found', async () => {
  const database = join(await temporaryDirectory(), 'temporal.db');
  await writeFile(database, 'tasks');
  await writeFile(`${database}.one-partition`, '');
  expect(taskQueueArguments(database)).toEqual([...one, ...prompt]);
});
