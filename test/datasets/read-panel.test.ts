import { escape } from 'arquero';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readPanel } from '../../src/datasets/read-panel.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import type { LoadedProject, LoadedSource } from '../../src/project/loaded-project.ts';
import { ingestAll } from '../support/dataset-ports.ts';
import { driverSnapshot } from '../support/driver-snapshot.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';

async function smallDataset() {
  const { files, project, ports } = await loadedSmallProject({ weeks: 3 });
  await files.write(
    'sales/history.csv',
    ['store,item,week,units', 'n1,bread,2025-01-06,1', 'n2,apples,2025-01-13,2', 'n1,apples,2025-01-20,3', ''].join(
      '\n',
    ),
  );
  const plan = [
    'n1,bread,2025-01-06,4,0',
    'n1,bread,2025-02-03,5,1',
    'n1,bread,2025-02-10,6,1',
    'n4,bread,2025-01-06,7,1',
  ];
  await files.write('plans/plan.csv', ['store,item,week,price,deal', ...plan, ''].join('\n'));
  await files.write('items/items.csv', 'item,category\nbread,fresh\napples,fruit\n');
  const ingested = await ingestAll(ports, project);
  return { ports, ...(await snapshotDataset(ports, project, ingested, { region: 'north', cutoff: '2025-01-20' })) };
}

test('is dense over series and weeks, NaN where nothing is known', async () => {
  const { ports, manifest } = await smallDataset();
  const no = Number.NaN;
  expect(await readPanel(ports, manifest, 'large')).toEqual({
    region: 'north',
    format: 'large',
    weeks: ['2025-01-06', '2025-01-13', '2025-01-20', '2025-01-27', '2025-02-03'],
    cutoffIndex: 2,
    stores: ['n1', 'n2'],
    items: ['apples', 'bread'],
    seriesStore: Int32Array.of(0, 1, 0),
    seriesItem: Int32Array.of(0, 0, 1),
    units: Float64Array.of(no, no, 3, no, no, no, 2, no, no, no, 1, no, no, no, no),
    knownAhead: {
      price: Float64Array.of(no, no, no, no, no, no, no, no, no, no, 4, no, no, no, 5),
      deal: Float64Array.of(no, no, no, no, no, no, no, no, no, no, 0, no, no, no, 1),
    },
    observed: {},
    roles: { price: 'price', promotions: ['deal'] },
    storeAttributes: { squareMetres: Float64Array.of(2000, 2000) },
    itemCategories: { category: ['fruit', 'fresh'] },
  });
});

test('is what the snapshot has in memory', async () => {
  const { ports, manifest, panelOf } = await smallDataset();
  expect(panelOf('large')).toEqual(await readPanel(ports, manifest, 'large'));

  // Stores without a zip code or demographics, items without a category, every kind of column.
  const driven = await driverSnapshot({
    'shoppers/some.csv': 'store,income\nn1,30000\n',
    'weather/some.csv': 'zip,date,issued,temperature,rain\n11111,2025-01-06,,3,0\n',
    'returns/some.csv': 'store,item,week,units\nn2,bread,2025-01-13,1\n',
  });
  const { manifest: richer, panelOf: inMemory } = await driven.snapshot();
  for (const format of ['large', 'small']) {
    expect(inMemory(format)).toEqual(await readPanel(driven.ports, richer, format));
  }
});

test('of a format without sales is an error that names the others', async () => {
  const { ports, manifest } = await smallDataset();
  await expect(readPanel(ports, manifest, 'small')).rejects.toMatchObject({
    name: 'UnknownFormatError',
    known: ['large'],
  });
});

test('has observed values up to the cutoff, next to those known ahead', async () => {
  const { files, project: plain, ports } = await loadedSmallProject({ weeks: 3 });
  await files.write('back/weeks.csv', 'store,week,returned\nn1,2025-01-13,2\nn2,2025-01-20,3\nn1,2025-01-27,4\n');
  const project = withSource(plain, {
    name: 'back',
    kind: 'observed',
    landing: 'back/*.csv',
    columns: [],
    delimiter: ',',
    maxBadShare: 0,
    missingWeek: 'missing',
    standardColumns: [
      { name: 'store', type: 'text', optional: false },
      { name: 'week', type: 'text', optional: false },
      { name: 'returned', type: 'number', optional: false },
    ],
    row: z.object({ store: z.string(), week: z.string(), returned: z.number() }),
    conditioner: (table) => table.derive({ returned: escape((row: { returned: string }) => Number(row.returned)) }),
  });
  const ingested = await ingestAll(ports, project);
  const { manifest } = await snapshotDataset(ports, project, ingested, { region: 'north', cutoff: files.cutoff });
  expect(manifest).toMatchObject({ knownAhead: ['price', 'deal'], observed: ['returned'] });
  expect(manifest.quality.sources[2]).toMatchObject({ source: 'back', kind: 'observed', lastWeek: '2025-01-20' });
  // Two stores of four, three items each, in one of three weeks.
  expect(manifest.quality.columns.find(({ column }) => column === 'returned')).toMatchObject({
    mean: 2.5,
    missing: 30,
  });
  const panel = await readPanel(ports, manifest, 'large');
  const no = Number.NaN;
  expect(Object.keys(panel.knownAhead)).toEqual(['price', 'deal']);
  expect([...panel.observed['returned']!.slice(0, 10)]).toEqual([no, 2, no, no, no, no, no, 3, no, no]);
});

function withSource(project: LoadedProject, source: LoadedSource): LoadedProject {
  const sources = [...project.sources, source];
  return { ...project, sources, resolved: { ...project.resolved, sources } };
}

test('reaches back as many weeks as are asked for, and ahead as far as before', async () => {
  const { ports, manifest } = await smallDataset();
  const whole = await readPanel(ports, manifest, 'large');
  const last = await readPanel({ ...ports, historyWeeks: 2 }, manifest, 'large');
  expect(last.weeks).toEqual(['2025-01-13', '2025-01-20', '2025-01-27', '2025-02-03']);
  expect(last.cutoffIndex).toBe(1);
  // Apples of n1 and n2, bread of n1.
  const no = Number.NaN;
  expect([...last.units]).toEqual([no, 3, no, no, 2, no, no, no, no, no, no, no]);
  expect(last.seriesItem).toEqual(whole.seriesItem);
  expect(await readPanel({ ...ports, historyWeeks: 3 }, manifest, 'large')).toEqual(whole);
});
