import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModuleMemory } from '../../src/project/code/module-memory.ts';
import { reachedModules } from '../../src/project/code/reached-modules.ts';

const roots = ['activities/index.ts', 'processes/main.ts', 'composition/open-worker.ts'];

/** The classes of errors in all modules that activities and jobs reach, by name. */
export async function errorClasses(sources: string): Promise<readonly string[]> {
  const { modules } = await reachedModules(sources, roots, new ModuleMemory(sources));
  const paths = [...modules.keys()].filter((path) => !path.startsWith('../') && !path.includes('#'));
  const texts = await Promise.all(paths.map((path) => readFile(join(sources, path), 'utf8')));
  return texts.flatMap((text) =>
    [...text.matchAll(/^(?:export )?(?:abstract )?class (\w+) extends \w*Error\b/gm)].map(([, name = '']) => name),
  );
}
