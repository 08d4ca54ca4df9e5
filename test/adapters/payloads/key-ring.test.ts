import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KeyRing } from '../../../src/adapters/payloads/key-ring.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const line = (id: string): string => `${id} ${randomBytes(32).toString('base64')}\n`;
/** An hour: only a key that is not known has the file looked at. */
const seldom = { lookEveryMs: 3_600_000 };
const always = { lookEveryMs: 0 };

/** Replaces a file as secret stores do, so that its time alone need not differ. */
async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

test('the first key encrypts, and all are found', async () => {
  const file = join(await temporaryDirectory(), 'keys');
  await writeFile(file, line('new') + line('old'));
  const ring = new KeyRing(file);
  expect((await ring.newest()).id).toBe('new');
  expect((await ring.find('old'))?.id).toBe('old');
  expect(await ring.find('other')).toBeUndefined();
  expect(ring.ids()).toEqual(['new', 'old']);
});

test('a file that changed is read again', async () => {
  const file = join(await temporaryDirectory(), 'keys');
  const old = line('old');
  await writeFile(file, old);
  const ring = new KeyRing(file, always);
  expect((await ring.newest()).id).toBe('old');
  await replace(file, line('new') + old);
  expect((await ring.newest()).id).toBe('new');
  expect((await ring.find('old'))?.id).toBe('old');
});

test('a key that is not known yet is looked for in the file at once', async () => {
  const file = join(await temporaryDirectory(), 'keys');
  const old = line('old');
  await writeFile(file, old);
  const ring = new KeyRing(file, seldom);
  await ring.newest();
  await replace(file, line('new') + old);
  expect((await ring.newest()).id).toBe('old');
  expect((await ring.find('new'))?.id).toBe('new');
});

test('keys that were read stay while their file is away or not valid, and each reason is reported once', async () => {
  const file = join(await temporaryDirectory(), 'keys');
  await writeFile(file, line('old'));
  const faults: string[] = [];
  const ring = new KeyRing(file, { ...always, onFault: ({ name }) => faults.push(name) });
  await ring.newest();
  await rm(file);
  for (let i = 0; i < 3; i += 1) expect((await ring.newest()).id).toBe('old');
  await writeFile(file, 'half a li');
  for (let i = 0; i < 3; i += 1) expect((await ring.newest()).id).toBe('old');
  expect(faults).toEqual(['PayloadKeysUnreadableError', 'PayloadKeysInvalidError']);
  await replace(file, line('new'));
  expect((await ring.newest()).id).toBe('new');
});

test('without keys nothing can continue; a file that appears later is read', async () => {
  const file = join(await temporaryDirectory(), 'keys');
  const ring = new KeyRing(file);
  await expect(ring.newest()).rejects.toThrow(
    expect.objectContaining({ name: 'PayloadKeysUnreadableError', file }) as Error,
  );
  await writeFile(file, line('new'));
  expect((await ring.newest()).id).toBe('new');
});
