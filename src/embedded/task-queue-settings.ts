import { existsSync, writeFileSync } from 'node:fs';

/**
 * Settings of Temporal's dev server for its task queues, each with the ending of the file that marks a database begun with it. They
 * decide where the server keeps waiting tasks, and it looks for them in one place only: a setting that was not there from the
 * beginning would leave tasks behind that nobody finds.
 */
const settings: Readonly<Record<string, readonly string[]>> = {
  // Partitions spread a queue over the hosts of a cluster; on one host each of them only costs: a start and a first cycle take an
  // eighth less processor time without. The order of a queue is kept within a partition, so with one it is exact.
  'one-partition': ['matching.numTaskqueueReadPartitions=1', 'matching.numTaskqueueWritePartitions=1'],
  // Without it the server ignores fairness keys. Priority keys need the new matcher, which fairness implies in newer servers.
  fair: ['matching.useNewMatcher=true', 'matching.enableFairness=true'],
};

/**
 * How soon a task begins. They leave nothing behind, so a database of any age may have them.
 *
 * - A short step goes to the worker that asks for it with the answer to its workflow task, where a slot is free: no queue, no poll.
 * - The server looks at most 20 times a second for tasks that it has to put into queues, for each of its shards. A cluster has hundreds; the dev
 *   server has one, and each task waits up to 50 ms for its look.
 */
const prompt: readonly string[] = [
  'system.enableActivityEagerExecution=true',
  'history.transferProcessorMaxPollRPS=1000',
];

/**
 * Arguments of Temporal's dev server that give each task queue one partition instead of four, and have regions take turns in it. A
 * database from before such a setting continues without it. Short steps begin at once.
 *
 * @param database the server's database file, before the server is started
 */
export function taskQueueArguments(database: string): readonly string[] {
  const isNew = !existsSync(database);
  const begunWith = Object.entries(settings).flatMap(([name, values]) => {
    const mark = `${database}.${name}`;
    if (isNew) writeFileSync(mark, '');
    return existsSync(mark) ? values : [];
  });
  return asArguments([...begunWith, ...prompt]);
}

/** The same for a server whose database is never kept. */
export const newTaskQueueArguments: readonly string[] = asArguments([...Object.values(settings).flat(), ...prompt]);

function asArguments(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => ['--dynamic-config-value', value]);
}
