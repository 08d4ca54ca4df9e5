import { describe, expect, test } from 'vitest';
import type { KnownFile } from '../../src/ports/landing-ledger.ts';
import { compareLanding, noteContents, pendingChanges } from '../../src/registry/landing-changes.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 16) + 1000 * seconds);
const iso = (seconds: number): string => at(seconds).toISOString();
const sighting = (stamp: string, path = 'sales/1.csv') => ({ source: 'sales', path, bytes: 5, stamp });
const known = (more: Partial<KnownFile> = {}): KnownFile => ({ ...sighting('s1'), stableSince: iso(0), ...more });
const content = (hash: string, regions: readonly string[] | 'all' = ['north'], stamp = 's1') => ({
  stamp,
  hash,
  regions,
});
const told = known({ content: content('h1') });
const compare = (before: readonly KnownFile[], sighted: readonly ReturnType<typeof sighting>[], seconds: number) =>
  compareLanding(before, sighted, at(seconds), 30);

describe('what a look at landing makes of the files', () => {
  test('a new one settles first', () => {
    expect(compare([], [sighting('s1')], 5)).toEqual({
      noted: [known({ stableSince: iso(5) })],
      toRead: [],
      settling: 1,
    });
    expect(compare([known()], [sighting('s1')], 29)).toEqual({ noted: [], toRead: [], settling: 1 });
    expect(compare([known()], [sighting('s1')], 30)).toEqual({ noted: [], toRead: [known()], settling: 0 });
  });

  test('one that grows starts over', () => {
    expect(compare([known()], [sighting('s2')], 40)).toMatchObject({
      noted: [{ stamp: 's2', stableSince: iso(40) }],
      toRead: [],
      settling: 1,
    });
  });

  test('where nothing has to settle, a new file is read at once', () => {
    expect(compareLanding([], [sighting('s1')], at(0), 0).toRead).toHaveLength(1);
  });

  test('one that is as it was is nothing to do', () => {
    expect(compare([told], [sighting('s1')], 999)).toEqual({ noted: [], toRead: [], settling: 0 });
  });

  test('one that is gone is a change for its regions once it has stayed away', () => {
    expect(compare([told], [], 40)).toEqual({ noted: [{ ...told, goneSince: iso(40) }], toRead: [], settling: 1 });
    const { content: _, ...rest } = told;
    expect(compare([{ ...told, goneSince: iso(40) }], [], 70)).toEqual({
      noted: [{ ...rest, goneSince: iso(40), pending: { noticedAt: iso(70), regions: ['north'] } }],
      toRead: [],
      settling: 0,
    });
  });

  test('one that is gone before it was ever read is none', () => {
    expect(compare([known({ goneSince: iso(1) })], [], 999)).toEqual({ noted: [], toRead: [], settling: 0 });
  });

  test('one that comes back is looked at again', () => {
    const back = compare([{ ...told, goneSince: iso(40) }], [sighting('s3')], 50);
    expect(back.noted).toEqual([{ ...told, stamp: 's3', stableSince: iso(50) }]);
  });
});

describe('what the content of files makes of them', () => {
  const file = known({ stamp: 's2', content: content('h1') });

  test('the same bytes are no change', () => {
    const [noted] = noteContents([file], [{ ...sighting('s2'), hash: 'h1', regions: ['north'] }], at(60));
    expect(noted).toEqual({ ...file, content: content('h1', ['north'], 's2') });
  });

  test('other bytes are one for the regions they are about, and for those they were', () => {
    const [noted] = noteContents([file], [{ ...sighting('s2'), hash: 'h2', regions: ['south'] }], at(60));
    expect(noted?.pending).toEqual({ noticedAt: iso(60), regions: ['north', 'south'] });
    expect(noted?.content).toEqual(content('h2', ['south'], 's2'));
  });

  test('the weeks they are about are kept', () => {
    const weeks = { first: '2026-09-28', last: '2026-10-05' };
    const [noted] = noteContents([file], [{ ...sighting('s2'), hash: 'h2', regions: ['north'], weeks }], at(60));
    expect(noted?.content).toEqual({ ...content('h2', ['north'], 's2'), weeks });
  });

  test('a file that cannot be read is one for all, and so is every other stamp of it', () => {
    const broken = { ...sighting('s2'), regions: 'all', problem: 'no column "week"' } as const;
    const [noted] = noteContents([file], [broken], at(60));
    expect(noted?.pending).toEqual({ noticedAt: iso(60), regions: 'all', problem: 'no column "week"' });
    const [again] = noteContents([{ ...noted!, stamp: 's3' }], [broken], at(90));
    expect(again?.pending?.noticedAt).toBe(iso(90));
  });

  describe('seen for the first time', () => {
    const fresh = known({ stamp: 's2' });
    const usedBy = (...taken: readonly string[]) => ({
      regions: ['north', 'south'],
      has: (region: string, { hash }: { hash?: string }) => hash === 'h1' && taken.includes(region),
    });
    const pendingOf = (regions: readonly string[] | 'all', hash: string, ...taken: readonly string[]) => {
      const read = [{ ...sighting('s2'), hash, regions }];
      const [noted] = noteContents([fresh], read, at(60), usedBy(...taken));
      expect(noted?.content).toEqual(content(hash, regions, 's2'));
      return noted?.pending?.regions;
    };

    test('it is no news to the regions whose last cycle has used it', () => {
      expect(pendingOf(['north', 'south'], 'h1', 'north')).toEqual(['south']);
      expect(pendingOf(['north'], 'h1', 'north')).toBeUndefined();
      expect(pendingOf('all', 'h1', 'north')).toEqual(['south']);
      expect(pendingOf('all', 'h1', 'north', 'south')).toBeUndefined();
    });

    test('with other bytes, or to others, it is', () => {
      expect(pendingOf(['north'], 'h2', 'north')).toEqual(['north']);
      expect(pendingOf('all', 'h1')).toBe('all');
    });

    test('what was seen before and has changed is news, used or not', () => {
      const read = [{ ...sighting('s2'), hash: 'h1', regions: ['north'] }];
      const before = known({ stamp: 's2', content: content('h0') });
      expect(noteContents([before], read, at(60), usedBy('north'))[0]?.pending?.regions).toEqual(['north']);
    });
  });

  test('one that changed while it was read waits for the next look', () => {
    expect(noteContents([file], [], at(60))).toEqual([]);
  });
});

describe('what controllers are notified of', () => {
  const pending = (noticed: number, regions: readonly string[] | 'all', more: Partial<KnownFile> = {}) =>
    known({ content: content('h1'), pending: { noticedAt: iso(noticed), regions }, ...more });
  const tell = (...files: readonly KnownFile[]) => pendingChanges(files, 'dev', ['north', 'south']);

  test('only the regions that changed files are about', () => {
    const { changes, upTo } = tell(pending(60, ['north']), told);
    expect(changes).toEqual([
      {
        region: 'north',
        triggerId: expect.stringMatching(/^data\/dev\/north\/[0-9a-f]{32}$/) as string,
        files: 1,
        examples: ['sales/1.csv'],
      },
    ]);
    expect(upTo).toBe(iso(60));
    expect(tell(told)).toEqual({ changes: [] });
    expect(tell(pending(60, 'all')).changes.map(({ region }) => region)).toEqual(['north', 'south']);
    expect(tell(pending(60, ['a region of long ago']))).toEqual({ changes: [], upTo: iso(60) });
  });

  test('the same news has the same id, in whatever order it was kept; other news has another', () => {
    const [a, b] = [pending(60, 'all'), pending(60, 'all', { path: 'sales/2.csv' })];
    const id = (...files: readonly KnownFile[]) => tell(...files).changes[0]?.triggerId;
    expect(id(a, b)).toBe(id(b, a));
    const others = [
      id(a),
      id(b),
      id(pending(60, 'all', { content: content('h2') })),
      // Back to what it was a while ago.
      id(pending(90, 'all')),
      pendingChanges([a], 'prod', ['north']).changes[0]?.triggerId,
    ];
    expect(new Set([id(a, b), ...others]).size).toBe(6);
  });

  test('the weeks of a file are passed along', () => {
    const of = (path: string, first: string, last: string) =>
      pending(60, 'all', { path, content: { ...content('h1'), weeks: { first, last } } });
    const files = [of('a', '2025-09-29', '2025-10-06'), of('b', '2025-09-29', '2025-09-29'), pending(60, 'all')];
    expect(tell(...files).changes[0]?.examples).toEqual([
      'a (2025-09-29 to 2025-10-06)',
      'b (2025-09-29)',
      'sales/1.csv',
    ]);
  });

  test('what is wrong is passed along', () => {
    const broken = known({ pending: { noticedAt: iso(1), regions: 'all', problem: 'no column "week"' } });
    const gone = known({ path: 'b', goneSince: iso(1), pending: { noticedAt: iso(2), regions: 'all' } });
    expect(tell(broken, gone).changes[0]?.examples).toEqual(['b (gone)', 'sales/1.csv (no column "week")']);
  });
});
