import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWeeks } from '../../src/contracts/week.ts';
import { ingestSource } from '../../src/datasets/ingest.ts';
import { readManifest } from '../../src/datasets/read-manifest.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import type { LandingFile } from '../../src/ports/landing.ts';
import { ingestAll } from '../support/dataset-ports.ts';
import { driverSnapshot } from '../support/driver-snapshot.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';

const header = 'store,item,week,units';

async function smallSnapshot(options: Parameters<typeof loadedSmallProject>[0] = { weeks: 6 }) {
  const small = await loadedSmallProject(options);
  const { project, ports, files } = small;
  const snapshot = async (cutoff = files.cutoff, region = 'north') =>
    snapshotDataset(ports, project, await ingestAll(ports, project), { region, cutoff });
  const panel = async (cutoff?: string) => {
    const { manifest } = await snapshot(cutoff);
    return ports.tables.readParquet(await ports.store.localPath(manifest.tables.panel.artifact));
  };
  return { ...small, snapshot, panel };
}

describe('a dataset version', () => {
  test('describes its region and cutoff', async () => {
    const { snapshot, ports } = await smallSnapshot();
    const { version, manifestRef, manifest } = await snapshot();
    expect(version).toBe(manifestRef.hash);
    expect(await readManifest(ports.store, manifestRef)).toEqual(manifest);
    expect(manifest).toMatchObject({
      manifestVersion: 1,
      project: 'small',
      region: 'north',
      cutoff: '2025-02-10',
      horizonWeeks: 2,
      // 4 stores × 3 items × (6 weeks and 2 known ahead)
      tables: { panel: { rows: 96 }, stores: { rows: 4 }, items: { rows: 3 } },
      knownAhead: ['price', 'deal'],
      storeAttributes: ['squareMetres'],
      itemCategories: ['category'],
      roles: { price: 'price', promotions: ['deal'] },
      weeks: { first: '2025-01-06', last: '2025-02-24' },
      quality: {
        coverage: 1,
        weeksBehind: 0,
        storesInCutoffWeek: 4,
        stores: 4,
        sources: [
          {
            source: 'sales',
            kind: 'shipments',
            files: 1,
            rows: 72,
            quarantined: {},
            corrected: 0,
            lastWeek: '2025-02-10',
          },
          { source: 'plans', kind: 'known-ahead', rows: 96, lastWeek: '2025-02-24' },
          { source: 'stores', kind: 'stores', rows: 8 },
          { source: 'items', kind: 'items', rows: 3 },
        ],
      },
    });
    expect(manifest.files.map((file) => file.path)).toEqual([
      'items/items.csv',
      'plans/plan.csv',
      'sales/history.csv',
      'stores/stores.csv',
    ]);
    expect(manifest.partitions.map(({ format, item, rows, series }) => [format, item, rows, series])).toEqual([
      ['large', 'apples', 12, 2],
      ['large', 'bread', 12, 2],
      ['large', 'cider', 12, 2],
      ['small', 'apples', 12, 2],
      ['small', 'bread', 12, 2],
      ['small', 'cider', 12, 2],
    ]);
    expect(JSON.stringify(manifest)).not.toMatch(/T\d\d:\d\d/);
  });

  test('is the same for the same inputs, in another store and another folder', async () => {
    const [first, second] = [await smallSnapshot(), await smallSnapshot()];
    // The folder's own TypeScript is the same text, so the code is the same too.
    expect((await second.snapshot()).version).toBe((await first.snapshot()).version);
  });

  test('is another for another region, cutoff or number in the data', async () => {
    const { snapshot, files } = await smallSnapshot();
    const versions = [
      await snapshot(),
      await snapshot(files.cutoff, 'south'),
      await snapshot(addWeeks(files.cutoff, -1)),
    ];
    await files.write('sales/history-corrected.csv', `${header}\nn1,apples,2025-01-06,1\n`);
    versions.push(await snapshot());
    expect(new Set(versions.map(({ version }) => version)).size).toBe(4);
  });

  test('does not depend on the order in which files of any kind are found', async () => {
    const again = (header: string, ...rows: readonly string[]) => `${header}\n${rows.join('\n')}\n`;
    const returns = 'store,item,week,units';
    const weather = 'zip,date,issued,temperature,rain';
    const events = 'start,end,store,region,format,item,holiday,sports';
    const { files, project, ports } = await driverSnapshot({
      'returns/a.csv': again(returns, 'n1,apples,2025-01-06,1', 'n2,apples,2025-01-06,1'),
      'returns/b.csv': again(returns, 'n1,apples,2025-01-06,2'),
      'weather/a.csv': again(weather, '11111,2025-01-06,,1,1', '11111,2025-01-21,2025-01-13,1,1'),
      'weather/b.csv': again(weather, '11111,2025-01-06,,2,0.1', '11111,2025-01-21,2025-01-14,2,2'),
      'weather/c.csv': again(weather, '11111,2025-01-21,2025-01-12,3,3', '22222,2025-01-07,,0.3,0.7'),
      'shoppers/a.csv': again('store,income', 'n1,1', 'n2,2'),
      'shoppers/b.csv': again('store,income', 'n1,3'),
      'events/a.csv': again(events, '2025-01-06,2025-01-07,n1,,,,0.1,', '2025-01-06,2025-01-08,,,,,0.7,1'),
      'events/b.csv': again(events, '2025-01-06,2025-01-07,n1,,,,0.3,', '2025-01-05,2025-01-09,,north,,,0.2,1'),
      'sales/week-a.csv': again(returns, 'n1,apples,2025-01-06,1'),
      'sales/week-b.csv': again(returns, 'n1,apples,2025-01-06,2'),
      'plans/plan-2.csv': again('store,item,week,price,deal', 'n1,apples,2025-01-06,9,0.5'),
      'stores/stores-2.csv': again('store,region,format,squareMetres,zip', 'n3,north,small,301,22222'),
      'items/items-2.csv': again('item,category', 'apples,fruit'),
    });
    const sources = project.resolved.sources.map((source) => source.name);
    const listings = new Map<string, readonly LandingFile[]>();
    for (const { landing } of project.sources) listings.set(landing, await ports.landing.list(landing));
    expect([...listings.values()].map((listed) => listed.length)).toEqual([3, 2, 2, 2, 3, 4, 3, 3]);

    const versions = new Set<string>();
    const sourceOrder = fc.shuffledSubarray(sources, { minLength: sources.length });
    const fileOrder = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    await fc.assert(
      fc.asyncProperty(fileOrder, sourceOrder, async (order, names) => {
        const landing = {
          ...ports.landing,
          list: (glob: string) => Promise.resolve(order.flatMap((index) => listings.get(glob)?.[index] ?? [])),
        };
        const ingested = [];
        for (const name of names) ingested.push(await ingestSource({ ...ports, landing }, project, name));
        const scope = { region: 'north', cutoff: files.cutoff };
        versions.add((await snapshotDataset(ports, project, ingested, scope)).version);
        expect(versions.size).toBe(1);
      }),
      { numRuns: 15 },
    );
  });
});

describe('as of the cutoff', () => {
  test('later shipments leave the version as it is', async () => {
    const { snapshot, files } = await smallSnapshot();
    const before = await snapshot();
    await files.deliverWeek(1);
    await files.write('sales/stray.csv', `${header}\nnowhere,apples,2025-02-17,1\n`);
    const after = await snapshot();
    expect(after.manifest).toEqual(before.manifest);
    expect(after.version).toBe(before.version);
  });

  test('the panel has no units after the cutoff, and known-ahead values to the end of the horizon', async () => {
    const { panel, files } = await smallSnapshot({ weeks: 6 });
    const table = await panel(addWeeks(files.cutoff, -2));
    const rows = (table['week'] as string[]).map((week, index) => ({
      week,
      units: (table['units'] as Float64Array)[index]!,
      price: (table['price'] as Float64Array)[index]!,
    }));
    const weeks = [...new Set(rows.map((row) => row.week))];
    expect(weeks).toEqual(['2025-01-06', '2025-01-13', '2025-01-20', '2025-01-27', '2025-02-03', '2025-02-10']);
    expect(new Set(rows.filter((row) => row.week > '2025-01-27').map((row) => row.units))).toEqual(
      new Set([Number.NaN]),
    );
    expect(rows.every((row) => row.price > 0)).toBe(true);
  });

  test.each([
    ['2025-02-11', 'monday'],
    ['2025-02-30', 'monday'],
    ['soon', 'monday'],
  ])('%s is no cutoff', async (cutoff, weekStartsOn) => {
    const { snapshot } = await smallSnapshot();
    await expect(snapshot(cutoff)).rejects.toMatchObject({ name: 'CutoffError', cutoff, weekStartsOn });
  });

  test('a region without shipments so far, and one that does not exist, are reported', async () => {
    const { snapshot, files } = await smallSnapshot();
    await expect(snapshot('2024-12-30')).rejects.toMatchObject({ name: 'NoDataError', missing: 'shipments' });
    await expect(snapshot(files.cutoff, 'east')).rejects.toMatchObject({
      name: 'UnknownRegionError',
      known: ['north', 'south'],
    });
  });
});

describe('keys that come again in a later file', () => {
  test('take its values, counted as corrected or repeated', async () => {
    const { snapshot, panel, files } = await smallSnapshot();
    const before = await panel();
    await files.write('sales/history-again.csv', `${header}\nn1,apples,2025-01-06,12345\n`);
    const [first] = before['units'] as Float64Array;
    await files.write('sales/history-after.csv', `${header}\nn1,apples,2025-01-06,${first}\n`);
    const { manifest } = await snapshot();
    expect(manifest.quality.sources[0]).toMatchObject({ source: 'sales', corrected: 1, repeated: 1, quarantined: {} });
    expect((await panel())['units']?.[0]).toBe(12345);
  });

  test('also for plans, whose later row holds as a whole', async () => {
    const { snapshot, panel, files } = await smallSnapshot();
    await files.write('plans/plan-2.csv', 'store,item,week,price,deal\nn1,apples,2025-01-06,9,0.5\n');
    const { manifest } = await snapshot();
    expect(manifest.quality.sources[1]).toMatchObject({ source: 'plans', corrected: 1, repeated: 0 });
    const table = await panel();
    expect([table['price']?.[0], table['deal']?.[0]]).toEqual([9, 0.5]);
  });

  test('also for stores and items', async () => {
    const { snapshot, files } = await smallSnapshot();
    await files.write(
      'stores/stores-2.csv',
      'store,region,format,squareMetres\nn1,south,large,2000\nn2,north,large,2000\n',
    );
    const { manifest } = await snapshot();
    expect(manifest.quality.stores).toBe(3);
    expect(manifest.quality.sources[2]).toMatchObject({ source: 'stores', corrected: 1, repeated: 1 });
  });
});

describe('rows of unknown stores and items', () => {
  test('are set aside with file and line', async () => {
    const { snapshot, files, ports } = await smallSnapshot({ weeks: 40 });
    const lines = ['n1,figs,2025-01-06,1', 'x9,apples,2025-01-06,2', 's1,plums,2025-01-06,3'];
    await files.write('sales/stray.csv', [header, ...lines, ''].join('\n'));
    const { manifest } = await snapshot();
    expect(manifest.quality.sources[0]?.quarantined).toEqual({ 'unknown-store': 1, 'unknown-item': 1 });
    expect(Buffer.from(await ports.store.get(manifest.quarantined!)).toString()).toBe(
      'file,line,column,reason,detail,raw\n' +
        'sales/stray.csv,2,item,unknown-item,"""figs"" is not in the items source",store=n1 item=figs week=2025-01-06 units=1\n' +
        'sales/stray.csv,3,store,unknown-store,"""x9"" is not in the stores source",store=x9 item=apples week=2025-01-06 units=2\n',
    );
    expect(manifest.tables.items.rows).toBe(3);
  });

  test('fail the source where there are too many', async () => {
    const { snapshot, files } = await smallSnapshot({ weeks: 6 });
    const lines = Array.from({ length: 6 }, (_, index) => `x${index},apples,2025-01-06,1`);
    await files.write('sales/stray.csv', [header, ...lines, ''].join('\n'));
    await expect(snapshot()).rejects.toMatchObject({
      name: 'TooManyBadRowsError',
      source: 'sales',
      badRows: 6,
      rows: 150,
      reasons: { 'unknown-store': 6 },
    });
  });
});

test('where the source says it is complete, an item a reporting store left out sold nothing', async () => {
  const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
  const rows = [
    'n1,apples,2025-01-06,5',
    'n1,bread,2025-01-13,2', // apples left out: zero; bread before its first sale: missing
    // n1 reports nothing on 2025-01-20: missing
    'n1,apples,2025-01-27,3', // bread left out: zero
  ];
  await files.write('sales/history.csv', [header, ...rows, ''].join('\n'));
  const sources = project.sources.map((source) => ({ ...source, missingWeek: 'zero' as const }));
  const ingested = await ingestAll(ports, project);
  const { manifest } = await snapshotDataset(ports, { ...project, sources }, ingested, {
    region: 'north',
    cutoff: files.cutoff,
  });
  const table = await ports.tables.readParquet(await ports.store.localPath(manifest.tables.panel.artifact), {
    where: [{ column: 'week', atMost: files.cutoff }],
  });
  expect([...(table['units'] as Float64Array)]).toEqual([5, 0, Number.NaN, 3, Number.NaN, 2, Number.NaN, 0]);
  expect(manifest.quality).toMatchObject({ coverage: 5 / 8, zeroShare: 2 / 5 });
});
