import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../usage.ts';

const template = fileURLToPath(new URL('../../../templates/grocer', import.meta.url));

/** `shelfcast init`: copies the template of a project into a folder, which gives the project its name. Returns the exit code. */
export async function initCommand(folder: string): Promise<number> {
  const directory = resolve(folder);
  await requireEmpty(directory, folder);
  const name = projectNameOf(basename(directory));
  await cp(template, directory, { recursive: true });
  // npm packs no file of this name as it is.
  await rename(join(directory, 'gitignore'), join(directory, '.gitignore'));
  for (const file of ['package.json', 'shelfcast.config.ts', 'README.md']) await fillIn(join(directory, file), name);
  const here = relative(process.cwd(), directory);
  process.stdout.write(
    [
      `${folder} is a project with two regions, and sample data in landing/.`,
      '',
      ...(here === '' ? [] : [`  cd ${here}`]),
      '  npx shelfcast dev          start everything, run a cycle of both regions; Ctrl-C stops it',
      '  npx shelfcast validate     try data, training and scoring alone, as a pull request would',
      '',
      'README.md says what to change first for your own data.',
      '',
    ].join('\n'),
  );
  return 0;
}

async function requireEmpty(directory: string, asked: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const [first] = await readdir(directory);
  if (first === undefined) return;
  throw new UsageError(`${asked} is not empty (it has ${first}): name a new folder, e.g. "shelfcast init my-grocer"`);
}

/** What a project may be called: letters, digits and hyphens. */
function projectNameOf(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'my-grocer' : name;
}

async function fillIn(file: string, name: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('my-grocer', name));
}
