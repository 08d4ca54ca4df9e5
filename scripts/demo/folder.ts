import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StackRunningError } from '../../src/ports/state-errors.ts';
import { openStateDirectory } from '../../src/state/state-directory.ts';
import { isAlive } from '../../src/state/process-identity.ts';

const example = fileURLToPath(new URL('../../examples/grocer', import.meta.url));

/** The demo's project: a copy of examples/grocer below its state folder, where nothing of anybody's is. */
const demoFolder = join(example, '.shelfcast', 'demo');

/** An empty project folder; what an earlier demo left is removed. Throws `StackRunningError` where one still runs. */
export async function freshDemoFolder(): Promise<string> {
  const state = join(demoFolder, '.shelfcast');
  const stack = openStateDirectory(state).readStack();
  if (stack && isAlive(stack.owner)) throw new StackRunningError(state, stack);
  await rm(demoFolder, { recursive: true, force: true });
  await mkdir(demoFolder, { recursive: true });
  return demoFolder;
}

/** The example's configuration and conditioners, without its landing. */
export async function copyProject(folder: string): Promise<void> {
  for (const part of ['shelfcast.config.ts', 'regions.ts', 'conditioners', 'README.md']) {
    await cp(join(example, part), join(folder, part), { recursive: true });
  }
}
