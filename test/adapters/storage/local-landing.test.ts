import { mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createLocalLanding } from '../../../src/adapters/storage/local-landing.ts';
import {
  LandingFileChangedError,
  LandingLinkError,
  type Landing,
  type LandingFile,
} from '../../../src/ports/landing.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

async function newLanding() {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, 'landing/sales'), { recursive: true });
  const root = join(directory, 'landing');
  return { directory, root, landing: createLocalLanding(root) };
}

async function contentOf(landing: Landing, file: LandingFile): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(landing.open(file)));
}

test('lists the files that match, ordered by path, with size and content hash', async () => {
  const { root, landing } = await newLanding();
  await writeFile(join(root, 'sales/b.csv'), 'hello');
  await writeFile(join(root, 'sales/a.csv.gz'), '');
  await writeFile(join(root, 'other.csv'), 'x');
  const files = await landing.list('sales/*.{csv,csv.gz}');
  expect(files).toEqual([
    { path: 'sales/a.csv.gz', bytes: 0, hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
    { path: 'sales/b.csv', bytes: 5, hash: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' },
  ]);
  expect((await contentOf(landing, files[1]!)).toString()).toBe('hello');
});

test('leaves out folders and what its sender is still writing', async () => {
  const { root, landing } = await newLanding();
  await mkdir(join(root, 'sales/folder.csv'));
  await mkdir(join(root, '.staging'));
  for (const name of [
    'sales/a.csv.part',
    'sales/a.tmp',
    'sales/.a.csv',
    'sales/a.csv~',
    'sales/A.FILEPART',
    '.staging/a.csv',
  ]) {
    await writeFile(join(root, name), 'x');
  }
  await writeFile(join(root, 'sales/whole.csv'), 'x');
  expect((await landing.list('**/*')).map((file) => file.path)).toEqual(['sales/whole.csv']);
});

test('finds a new content under the same name, size and modification time', async () => {
  const { root, landing } = await newLanding();
  const path = join(root, 'sales/a.csv');
  const time = new Date('2025-01-01T00:00:00Z');
  await writeFile(path, 'aaaa');
  await utimes(path, time, time);
  const [before] = await landing.list('sales/*');
  await writeFile(path, 'bbbb');
  await utimes(path, time, time);
  const [after] = await landing.list('sales/*');
  expect(after?.hash).not.toBe(before?.hash);
});

test('refuses a link out of the folder, and follows one inside', async () => {
  const { directory, root, landing } = await newLanding();
  await writeFile(join(root, 'sales/real.csv'), 'x');
  await symlink('real.csv', join(root, 'sales/alias.csv'));
  expect((await landing.list('sales/*')).map((file) => file.path)).toEqual(['sales/alias.csv', 'sales/real.csv']);
  await writeFile(join(directory, 'secret.csv'), 'x');
  await symlink('../../secret.csv', join(root, 'sales/link.csv'));
  await expect(landing.list('sales/*')).rejects.toThrow(LandingLinkError);
});

test('a link to nowhere is no file, a folder that is not there has none', async () => {
  const { directory, root, landing } = await newLanding();
  await symlink('nowhere.csv', join(root, 'sales/dangling.csv'));
  expect(await landing.list('sales/*')).toEqual([]);
  expect(await createLocalLanding(join(directory, 'nowhere')).list('**/*')).toEqual([]);
});

test('reading a file that changed or went since it was listed is an error of its own', async () => {
  const { root, landing } = await newLanding();
  const path = join(root, 'sales/a.csv');
  await writeFile(path, 'one');
  const [file] = await landing.list('sales/*');
  await writeFile(path, 'two');
  await expect(contentOf(landing, file!)).rejects.toThrow(LandingFileChangedError);
  await rm(path);
  await expect(contentOf(landing, file!)).rejects.toThrow(LandingFileChangedError);
});

test('a glance shows the files of a listing unread, with a stamp that differs once they are written', async () => {
  const { root, landing } = await newLanding();
  await writeFile(join(root, 'sales/a.csv'), 'hello');
  await writeFile(join(root, 'sales/b.csv.part'), 'x');
  await mkdir(join(root, 'sales/folder.csv'));
  const [before, ...others] = await landing.glance('sales/*');
  expect([before?.path, before?.bytes, others]).toEqual(['sales/a.csv', 5, []]);
  expect(await landing.glance('sales/*')).toEqual([before]);
  await writeFile(join(root, 'sales/a.csv'), 'hullo');
  await utimes(join(root, 'sales/a.csv'), 2_000_000_000, 2_000_000_000);
  const [after] = await landing.glance('sales/*');
  expect([after?.bytes, after?.stamp === before?.stamp]).toEqual([5, false]);
});

test('a glance shows a link that leads out, which nothing reads; to find it is an error', async () => {
  const { directory, root, landing } = await newLanding();
  await writeFile(join(directory, 'secret'), 'x');
  await symlink(join(directory, 'secret'), join(root, 'sales/a.csv'));
  expect((await landing.glance('sales/*')).map(({ path }) => path)).toEqual(['sales/a.csv']);
  await expect(landing.find('sales/a.csv')).rejects.toThrow(LandingLinkError);
  expect(await landing.find('sales/of-tomorrow.csv')).toBeUndefined();
});
