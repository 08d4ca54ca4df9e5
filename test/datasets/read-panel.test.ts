import { expect, test } from 'vitest';
import { readPanel } from '../../src/datasets/read-panel.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import { ingestAll } from '../support/dataset-ports.ts';
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
  const { manifest } = await snapshotDataset(ports, project, ingested, { region: 'north', cutoff: '2025-01-20' });
  return { ports, manifest };
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
    roles: { price: 'price', promotions: ['deal'] },
    storeAttributes: { squareMetres: Float64Array.of(2000, 2000) },
    itemCategories: { category: ['fruit', 'fresh'] },
  });
});

test('of a format without sales is an error that names the others', async () => {
  const { ports, manifest } = await smallDataset();
  await expect(readPanel(ports, manifest, 'small')).rejects.toMatchObject({
    name: 'UnknownFormatError',
    known: ['large'],
  });
});
