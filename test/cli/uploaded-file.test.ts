import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { uploadedFile } from '../../src/cli/uploaded-file.ts';
import { UsageError } from '../../src/cli/usage.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('a file that is not there is the mistake of the person who named it', async () => {
  const path = join(await temporaryDirectory(), 'bad.csv');
  const read = () => Array.fromAsync(uploadedFile(path).bytes);
  await expect(read()).rejects.toThrow(new UsageError(`${path} cannot be read: there is no such file`));
  await writeFile(path, 'store');
  expect(Buffer.concat(await read()).toString()).toBe('store');
});

test('a folder is not a file', async () => {
  const path = await temporaryDirectory();
  await expect(Array.fromAsync(uploadedFile(path).bytes)).rejects.toThrow(
    new UsageError(`${path} cannot be read: it is a folder`),
  );
});
