import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  LandingFileChangedError,
  LandingFileExistsError,
  type Landing,
  type LandingFile,
} from '../../../src/ports/landing.ts';
import { describeOn } from '../describe-on.ts';
import type { Backend, StartedBackend } from './backends.ts';

async function contentOf(landing: Landing, file: LandingFile): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of landing.open(file)) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** What every landing has to do, as tests of one. */
export function landingContract({ name, missing, start }: Backend): void {
  describeOn(name, missing, () => {
    let backend: StartedBackend;
    beforeAll(async () => {
      backend = await start();
    });
    afterAll(() => backend.stop());

    async function newLanding() {
      const place = backend.place();
      return { ...place, landing: await place.landing() };
    }

    test('lists the files that match, ordered by path, with size and content hash', async () => {
      const { landing, deliver } = await newLanding();
      await deliver('sales/b.csv', 'hello');
      await deliver('sales/a.csv.gz', '');
      await deliver('sales/deep/c.csv', 'x');
      await deliver('other.csv', 'x');
      const files = await landing.list('sales/*.{csv,csv.gz}');
      expect(files).toEqual([
        { path: 'sales/a.csv.gz', bytes: 0, hash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' },
        { path: 'sales/b.csv', bytes: 5, hash: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' },
      ]);
      expect(await contentOf(landing, files[1]!)).toBe('hello');
      expect((await landing.list('**/*.csv')).map(({ path }) => path)).toEqual([
        'other.csv',
        'sales/b.csv',
        'sales/deep/c.csv',
      ]);
      expect(await landing.find('sales/b.csv')).toEqual(files[1]);
      expect(await landing.find('sales/c.csv')).toBeUndefined();
    });

    test('a person lands a file whole, never in place of another, and may take it back', async () => {
      const { landing, deliver, writer } = await newLanding();
      await deliver('sales/a.csv', 'there');
      const to = await writer();
      await to.land('sales/deep/b.csv', Buffer.from('mended'));
      await expect(to.land('sales/a.csv', Buffer.from('mended'))).rejects.toThrow(LandingFileExistsError);
      await expect(to.land('sales/deep/b.csv', Buffer.from('again'))).rejects.toThrow(/sales\/deep\/b\.csv already/);
      const files = await landing.list('**/*');
      expect(files.map(({ path }) => path)).toEqual(['sales/a.csv', 'sales/deep/b.csv']);
      expect(await contentOf(landing, files[1]!)).toBe('mended');
      await to.withdraw('sales/deep/b.csv');
      expect((await landing.list('**/*')).map(({ path }) => path)).toEqual(['sales/a.csv']);
    });

    test('of people who land a file of one name at once, one succeeds, and the file is theirs', async () => {
      const { landing, writer } = await newLanding();
      const to = await writer();
      const names = ['ann', 'bob', 'cem', 'dana'];
      const ended = await Promise.allSettled(
        names.map((name) => to.land('sales/b.csv', Buffer.from(`${name}\n`.repeat(100_000)))),
      );
      const [file] = await landing.list('sales/*.csv');
      const linesOf = new Set((await contentOf(landing, file!)).trim().split('\n'));
      expect([...linesOf]).toEqual(names.filter((_, index) => ended[index]?.status === 'fulfilled'));
      const refused = ended.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
      expect(refused.every((error) => error instanceof LandingFileExistsError)).toBe(true);
    });

    test('takes names as they are', async () => {
      const { landing, deliver } = await newLanding();
      const names = [
        'sales/Ümläut & more.csv',
        'sales/a b+c=d.csv',
        'sales/50%20off.csv',
        "sales/it's (1) [x] #2?.csv",
        'sales/日本.csv',
      ];
      for (const path of names) await deliver(path, path);
      const files = await landing.list('sales/*.csv');
      expect(files.map(({ path }) => path)).toEqual([...names].sort());
      for (const file of files) expect(await contentOf(landing, file)).toBe(file.path);
      for (const file of files) expect(await landing.find(file.path)).toEqual(file);
    });

    test('leaves out what is hidden or still being written', async () => {
      const { landing, deliver } = await newLanding();
      for (const path of ['sales/a.csv.part', 'sales/a.tmp', 'sales/.a.csv', 'sales/a.csv~', '.staging/a.csv']) {
        await deliver(path, 'x');
      }
      await deliver('sales/whole.csv', 'x');
      expect((await landing.list('**/*')).map(({ path }) => path)).toEqual(['sales/whole.csv']);
      expect((await landing.glance('**/*')).map(({ path }) => path)).toEqual(['sales/whole.csv']);
    });

    test('sees a file that was replaced by another of the same size', async () => {
      const { landing, deliver } = await newLanding();
      await deliver('sales/a.csv', 'aaaa');
      const [before] = await landing.list('sales/*');
      const [glanced] = await landing.glance('sales/*');
      expect(await landing.glance('sales/*')).toEqual([glanced]);
      await deliver('sales/a.csv', 'bbbb');
      const [after] = await landing.list('sales/*');
      expect(after?.hash).not.toBe(before?.hash);
      expect((await landing.glance('sales/*'))[0]?.stamp).not.toBe(glanced?.stamp);
      await expect(contentOf(landing, before!)).rejects.toThrow(LandingFileChangedError);
      expect(await landing.find('sales/a.csv')).toEqual(after);
    });

    test('a place without files has none, and what went since it was listed is an error of its own', async () => {
      const { landing } = await newLanding();
      expect(await landing.list('**/*')).toEqual([]);
      const gone = { path: 'sales/gone.csv', bytes: 1, hash: '0'.repeat(64) };
      await expect(contentOf(landing, gone)).rejects.toThrow(LandingFileChangedError);
    });

    test('lists more files than a store lists at once', async () => {
      const { landing, deliver } = await newLanding();
      const names = Array.from({ length: 1100 }, (_, i) => `many/${String(i).padStart(4, '0')}.csv`);
      for (let i = 0; i < names.length; i += 50) {
        await Promise.all(names.slice(i, i + 50).map((path) => deliver(path, path)));
      }
      expect((await landing.glance('many/*')).map(({ path }) => path)).toEqual(names);
    }, 30_000);
  });
}
