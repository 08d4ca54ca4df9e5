import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastRunFolder, noteRun } from '../../src/state/last-run.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('the folder of the last run is the one noted last, of those with a registry', async () => {
  const directory = await temporaryDirectory();
  const [one, other, bare] = ['one', 'other', 'bare'].map((name) => join(directory, name)) as [string, string, string];
  const folders = [one, other, bare];
  expect(lastRunFolder(folders)).toBeUndefined();
  expect(folders.some((folder) => existsSync(folder))).toBe(false);

  for (const path of [join(one, 'registry'), join(other, 'registry'), bare]) await mkdir(path, { recursive: true });
  expect(lastRunFolder(folders)).toBe(one);
  noteRun(other);
  noteRun(bare);
  expect(lastRunFolder(folders)).toBe(other);
  await writeFile(join(other, 'last-run'), 'torn');
  expect(lastRunFolder(folders)).toBe(one);
});
