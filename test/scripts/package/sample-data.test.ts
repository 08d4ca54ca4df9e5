import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const checkout = fileURLToPath(new URL('../../..', import.meta.url));

test('the sample data of new projects are what the script makes', async () => {
  const folder = await temporaryDirectory();
  await promisify(execFile)(process.execPath, [join(checkout, 'scripts/package/sample-data.ts'), folder]);
  const landing = join(checkout, 'templates/grocer/landing');
  const files = (await readdir(landing, { recursive: true })).filter((name) => name.endsWith('.csv')).sort();
  expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.csv')).sort()).toEqual(files);
  for (const file of files) {
    expect(await readFile(join(folder, file), 'utf8')).toBe(await readFile(join(landing, file), 'utf8'));
  }
});
