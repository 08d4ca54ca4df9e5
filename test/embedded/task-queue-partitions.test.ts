import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { partitionArguments } from '../../src/embedded/task-queue-partitions.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const one = [
  ...['--dynamic-config-value', 'matching.numTaskqueueReadPartitions=1'],
  ...['--dynamic-config-value', 'matching.numTaskqueueWritePartitions=1'],
];

test('a new database has one partition a task queue, at its first start and at every later one', async () => {
  const database = join(await temporaryDirectory(), 'temporal.db');
  expect(partitionArguments(database)).toEqual(one);
  await writeFile(database, 'tasks');
  expect(partitionArguments(database)).toEqual(one);
});

test('a database from before keeps all partitions: tasks may wait in any of them', async () => {
  const database = join(await temporaryDirectory(), 'temporal.db');
  await writeFile(database, 'tasks');
  expect(partitionArguments(database)).toEqual([]);
  expect(partitionArguments(database)).toEqual([]);
});
