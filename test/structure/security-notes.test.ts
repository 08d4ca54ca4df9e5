import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const checkout = fileURLToPath(new URL('../..', import.meta.url));

test('every test and source that the notes on security name is there', async () => {
  const notes = await readFile(`${checkout}docs/security.md`, 'utf8');
  const named = [...notes.matchAll(/`((?:test|src|scripts)\/[^`]+)`/g)].map(([, path]) => path!);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((path) => !existsSync(`${checkout}${path}`))).toEqual([]);
});

test('hashes are SHA-256; SHA-1 is for tags of answers alone', async () => {
  const files = await Array.fromAsync(glob('src/**/*.ts', { cwd: checkout }));
  const used = await Promise.all(
    files.map(async (file) => {
      const source = await readFile(`${checkout}${file}`, 'utf8');
      return [...source.matchAll(/create(?:Hash|Hmac)\('([^']+)'/g)].map(([, name]) => ({ file, name: name! }));
    }),
  );
  const others = used.flat().filter(({ name }) => name !== 'sha256');
  expect(others).toEqual([{ file: 'src/api/requests/if-match.ts', name: 'sha1' }]);
});
