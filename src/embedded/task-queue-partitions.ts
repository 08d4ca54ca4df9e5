import { existsSync, writeFileSync } from 'node:fs';

/**
 * Arguments of Temporal's dev server that give each task queue one partition instead of four. Partitions spread a queue over the hosts of a
 * cluster; on one host each of them only costs: a start and a first cycle take an eighth less processor time without.
 *
 * Only for a database that was new when it began this way, which a file next to it says: in an older one, tasks may wait in the other
 * partitions, and nobody would look for them there.
 *
 * @param database the server's database file, before the server is started
 */
export function partitionArguments(database: string): readonly string[] {
  const mark = `${database}.one-partition`;
  if (!existsSync(database)) writeFileSync(mark, '');
  return existsSync(mark) ? onePartition : [];
}

/** The same for a server whose database is never kept. */
export const onePartition: readonly string[] = ['Read', 'Write'].flatMap((way) => [
  '--dynamic-config-value',
  `matching.numTaskqueue${way}Partitions=1`,
]);
