import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ModuleMemory } from '../../../src/project/code/module-memory.ts';
import { hashOfModules, reachedModules } from '../../../src/project/code/reached-modules.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function sourcesOf(files: Readonly<Record<string, string>>) {
  const sources = await temporaryDirectory();
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(sources, path)), { recursive: true });
    await writeFile(join(sources, path), text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  const reached = async (...roots: readonly string[]) => {
    const memory = new ModuleMemory(sources);
    const found = await reachedModules(sources, roots, memory);
    memory.keep();
    return found;
  };
  return { sources, write, reached };
}

test('what is imported is reached, and what that imports; types and neighbours are not', async () => {
  const { reached } = await sourcesOf({
    'fit/main.ts': "import { a } from '../lib/a.ts';\nimport type { T } from './types.ts';\nexport const t: T = a;",
    'fit/types.ts': 'export type T = number;',
    'fit/neighbour.ts': 'export const neighbour = 1;',
    'lib/a.ts': "import { z } from 'zod';\nimport 'node:fs';\nexport const a = await import('./later.ts');",
    'lib/later.ts': "import { a } from './a.ts';\nexport const text = \"import './nowhere.ts'\";",
  });
  const { modules, packages } = await reached('fit/main.ts');
  expect([...modules.keys()].sort()).toEqual(['fit/main.ts', 'lib/a.ts', 'lib/later.ts']);
  expect([...packages]).toEqual(['zod']);
});

test('of a module that passes on what others export, what is taken counts', async () => {
  const files = {
    'main.ts': "import { a } from './index.ts';\nexport const b = a;",
    'index.ts': "export { a } from './a.ts';\nexport { other } from './other.ts';\nexport * from './rest.ts';",
    'a.ts': 'export const a = 1;',
    'other.ts': 'export const other = 1;',
    'rest.ts': 'export const rest = 1;',
  };
  const { reached, write } = await sourcesOf(files);
  const before = await reached('main.ts');
  expect([...before.modules.keys()].sort()).toEqual(['a.ts', 'index.ts#a', 'main.ts']);

  await write('index.ts', files['index.ts'].replace('other.ts', 'others.ts'));
  expect(hashOfModules((await reached('main.ts')).modules)).toBe(hashOfModules(before.modules));
  await write('index.ts', files['index.ts'].replace('{ a }', '{ other as a }').replace('./a.ts', './other.ts'));
  expect([...(await reached('main.ts')).modules.keys()].sort()).toEqual(['index.ts#a', 'main.ts', 'other.ts']);

  await write('main.ts', "import { rest } from './index.ts';\nexport const b = rest;");
  expect([...(await reached('main.ts')).modules.keys()].sort()).toEqual(['index.ts#*', 'main.ts', 'rest.ts']);
  await write('main.ts', "import * as all from './index.ts';\nexport const b = all;");
  expect([...(await reached('main.ts')).modules.keys()]).toContain('rest.ts');
});

test('a root that is not there is an error', async () => {
  const { reached } = await sourcesOf({});
  await expect(reached('main.ts')).rejects.toThrow('there is no module main.ts');
});

test('what was read once is not read again, until the file changes', async () => {
  const cache = await temporaryDirectory();
  vi.stubEnv('SHELFCAST_CACHE_DIR', cache);
  onTestFinished(() => void vi.unstubAllEnvs());
  // Of a file that has just changed nothing is kept.
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { reached, write, sources } = await sourcesOf({ 'main.ts': 'export const a = 1;' });
  const digest = (await reached('main.ts')).modules.get('main.ts')!;

  const [name = ''] = await readdir(join(cache, 'code-versions'));
  const file = join(cache, 'code-versions', name);
  await writeFile(file, (await readFile(file, 'utf8')).replace(digest, 'as kept'));
  expect((await reached('main.ts')).modules.get('main.ts')).toBe('as kept');

  await write('main.ts', 'export const a = 2;');
  // As long as before, and older.
  await utimes(join(sources, 'main.ts'), new Date(0), new Date(0));
  const changed = (await reached('main.ts')).modules.get('main.ts');
  expect(changed).not.toBe('as kept');
  expect(changed).not.toBe(digest);
});

test('a memory that cannot be read or written costs time alone', async () => {
  const cache = await temporaryDirectory();
  vi.stubEnv('SHELFCAST_CACHE_DIR', join(cache, 'file'));
  onTestFinished(() => void vi.unstubAllEnvs());
  await writeFile(join(cache, 'file'), 'no folder');
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const { reached } = await sourcesOf({ 'main.ts': 'export const a = 1;' });
  expect([...(await reached('main.ts')).modules.keys()]).toEqual(['main.ts']);
});
