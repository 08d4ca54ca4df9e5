import { cp, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkout } from '../tools.ts';

/**
 * A clean copy of an example, as the repository of a project is: its own files, the pipeline in `ci/`, and packages in `node_modules`, of
 * which Shelfcast is one.
 */
export async function copyProject(example: string, folder: string): Promise<void> {
  const notState = (path: string): boolean => basename(path) !== '.shelfcast';
  await cp(join(checkout, 'examples', example), folder, { recursive: true, filter: notState });
  await cp(join(checkout, 'deploy/ci'), join(folder, 'ci'), { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: example, private: true, type: 'module' }));
  const packages = join(folder, 'node_modules');
  for (const name of [...(await packageNames()), '.bin']) {
    await mkdir(dirname(join(packages, name)), { recursive: true });
    await symlink(join(checkout, 'node_modules', name), join(packages, name));
  }
  await symlink(checkout, join(packages, 'shelfcast'));
}

/** Of the packages of the checkout, those in scopes by their whole names. */
async function packageNames(): Promise<readonly string[]> {
  const folder = join(checkout, 'node_modules');
  const names = (await readdir(folder)).filter((name) => !name.startsWith('.'));
  const scoped = names.filter((name) => name.startsWith('@'));
  const inScopes = await Promise.all(
    scoped.map(async (scope) => (await readdir(join(folder, scope))).map((name) => `${scope}/${name}`)),
  );
  return [...names.filter((name) => !name.startsWith('@')), ...inScopes.flat()];
}
