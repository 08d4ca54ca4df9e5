import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

/** A copy of the workflows' sources in a folder outside the checkout; returns the folder that holds them. */
export async function copyWorkflowSources(directory: string): Promise<string> {
  const sources = join(directory, 'src');
  for (const folder of ['workflows', 'cycle', 'contracts']) {
    await cp(join(checkout, 'src', folder), join(sources, folder), { recursive: true });
  }
  await symlink(join(checkout, 'node_modules'), join(directory, 'node_modules'));
  await writeFile(join(directory, 'package.json'), '{ "type": "module" }\n');
  return sources;
}

/**
 * Sources whose `regionCycle` starts a timer before anything else and says so in its result: a change that a running cycle could not be
 * replayed with.
 */
export async function changeRegionCycle(sources: string): Promise<void> {
  const index = join(sources, 'workflows/index.ts');
  await writeFile(join(sources, 'workflows/released.ts'), await readFile(index, 'utf8'));
  await writeFile(
    join(sources, 'workflows/changed.ts'),
    `import { setWorkflowOptions, sleep } from '@temporalio/workflow';
import { regionCycle as released } from './released.ts';

export async function regionCycle(input: Parameters<typeof released>[0]) {
  const pause = sleep('10 milliseconds', { summary: 'a change' });
  const result = await released(input);
  await pause;
  return { ...result, changed: true };
}
setWorkflowOptions({ versioningBehavior: 'PINNED' }, regionCycle);
`,
  );
  await writeFile(index, "export * from './released.ts';\nexport { regionCycle } from './changed.ts';\n");
}
