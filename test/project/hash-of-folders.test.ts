import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hashOfFolders } from '../../src/project/hash-of-folders.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('changes with the content, name and place of TypeScript files, and with nothing else', async () => {
  const folder = await temporaryDirectory();
  const file = (name: string) => join(folder, name);
  await writeFile(file('a.ts'), 'a');
  const seen = [await hashOfFolders([folder])];
  const unchanged = async () => expect(await hashOfFolders([folder])).toBe(seen.at(-1));
  const changed = async () => {
    const version = await hashOfFolders([folder]);
    expect(seen).not.toContain(version);
    seen.push(version);
  };

  await writeFile(file('data.csv'), 'x');
  await writeFile(file('a.test.ts'), 'x');
  for (const hidden of ['node_modules', '.shelfcast']) {
    await mkdir(file(hidden));
    await writeFile(file(`${hidden}/x.ts`), 'x');
  }
  await unchanged();
  await writeFile(file('a.ts'), 'b');
  await changed();
  await rename(file('a.ts'), file('b.ts'));
  await changed();
  await mkdir(file('inner'));
  await rename(file('b.ts'), file('inner/b.ts'));
  await changed();
  // The same text, its parts cut elsewhere.
  await writeFile(file('c.ts'), '1');
  await changed();
});

test('does not depend on where a folder lies, but on the order of the folders', async () => {
  const [one, two] = [await temporaryDirectory(), await temporaryDirectory()];
  await writeFile(join(one, 'a.ts'), 'a');
  await writeFile(join(two, 'a.ts'), 'a');
  expect(await hashOfFolders([one])).toBe(await hashOfFolders([two]));
  await writeFile(join(two, 'b.ts'), 'b');
  expect(await hashOfFolders([one, two])).not.toBe(await hashOfFolders([two, one]));
});
