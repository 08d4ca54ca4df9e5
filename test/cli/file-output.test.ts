import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { withFileOutput } from '../../src/cli/file-output.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('what is written is in the file, in order, however much it is', async () => {
  const file = join(await temporaryDirectory(), 'out.txt');
  const lines = Array.from({ length: 5000 }, (_, line) => `line ${line} of many\n`);
  const result = await withFileOutput(file, async (output) => {
    for (const line of lines) await output.write(line);
    return 42;
  });
  expect(result).toBe(42);
  expect(await readFile(file, 'utf8')).toBe(lines.join(''));
});

test('no file is made where nothing could be said', async () => {
  const file = join(await temporaryDirectory(), 'out.txt');
  await expect(withFileOutput(file, () => Promise.reject(new Error('no registry')))).rejects.toThrow('no registry');
  await expect(access(file)).rejects.toThrow(/ENOENT/);
});

test('a folder that is not there is an error of the command', async () => {
  const file = join(await temporaryDirectory(), 'nowhere', 'out.txt');
  await expect(withFileOutput(file, (output) => output.write('text'))).rejects.toThrow(/ENOENT/);
});
