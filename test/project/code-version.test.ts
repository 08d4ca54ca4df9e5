import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { codeVersionOf } from '../../src/project/code-version.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('changes with the content, name and place of TypeScript files, and with nothing else', async () => {
  const folder = await temporaryDirectory();
  const file = (name: string) => join(folder, name);
  await writeFile(file('a.ts'), 'a');
  const seen = [await codeVersionOf([folder])];
  const unchanged = async () => expect(await codeVersionOf([folder])).toBe(seen.at(-1));
  const changed = async () => {
    const version = await codeVersionOf([folder]);
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
  expect(await codeVersionOf([one])).toBe(await codeVersionOf([two]));
  await writeFile(join(two, 'b.ts'), 'b');
  expect(await codeVersionOf([one, two])).not.toBe(await codeVersionOf([two, one]));
});
