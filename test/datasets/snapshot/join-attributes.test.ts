import { expect, test } from 'vitest';
import { z } from 'zod';
import { ingestSource } from '../../../src/datasets/ingest.ts';
import { latestCutoff } from '../../../src/datasets/latest-cutoff.ts';
import { regionsOfFiles } from '../../../src/datasets/regions-of-files.ts';
import { snapshotDataset } from '../../../src/datasets/snapshot.ts';
import type { LoadedProject, LoadedSource } from '../../../src/project/loaded-project.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

const text = (name: string) => ({ name, type: 'text', optional: false }) as const;

/** The small project whose stores have their format in one file and their region in another one, and items two sources. */
async function splitStores(regions: string, brands = 'item,brand\napples,Red\n') {
  const { files, project: small, ports } = await loadedSmallProject({ weeks: 4 });
  const kindOf = (kind: LoadedSource['kind']) => small.sources.find((source) => source.kind === kind)!;
  const split = (from: LoadedSource, name: string, columns: readonly string[]): LoadedSource => ({
    ...from,
    name,
    landing: `${name}/*.csv`,
    row: z.object(Object.fromEntries(columns.map((column) => [column, z.string()]))),
    standardColumns: columns.map(text),
    conditioner: (table) => table,
  });
  const sources = [
    ...small.sources.filter(({ kind }) => kind !== 'stores'),
    split(kindOf('stores'), 'types', ['store', 'format']),
    split(kindOf('stores'), 'places', ['store', 'region', 'city']),
    split(kindOf('items'), 'brands', brands.split('\n')[0]!.split(',')),
  ];
  const project: LoadedProject = { ...small, sources };
  const all: Record<string, string> = {
    'types/t.csv': `store,format\n${files.stores.map(({ store, format }) => `${store},${format}\n`).join('')}`,
    'places/p.csv': `store,region,city\n${regions}`,
    'brands/b.csv': brands,
  };
  for (const [path, content] of Object.entries(all)) await files.write(path, content);
  const ingested = async () => {
    const done = [];
    for (const { name } of sources) done.push(await ingestSource(ports, project, name));
    return done;
  };
  const snapshot = async () =>
    snapshotDataset(ports, project, await ingested(), { region: 'north', cutoff: files.cutoff });
  return { files, project, ports, ingested, snapshot };
}

const north = ['n1', 'n2', 'n3', 'n4'].map((store) => `${store},north,Oslo\n`).join('');
const south = ['s1', 's2', 's3', 's4'].map((store) => `${store},south,Rome\n`).join('');

test('two sources of stores, and of items, complete each other', async () => {
  const { files, project, ports, ingested, snapshot } = await splitStores(north + south);
  const { manifest } = await snapshot();
  const table = await ports.tables.readParquet(await ports.store.localPath(manifest.tables.stores.artifact));
  expect(table).toEqual({
    store: ['n1', 'n2', 'n3', 'n4'],
    region: ['north', 'north', 'north', 'north'],
    city: ['Oslo', 'Oslo', 'Oslo', 'Oslo'],
    format: ['large', 'large', 'small', 'small'],
  });
  expect(manifest.itemCategories).toEqual(['brand', 'category']);
  const items = await ports.tables.readParquet(await ports.store.localPath(manifest.tables.items.artifact));
  expect(items).toEqual({
    item: ['apples', 'bread', 'cider'],
    brand: ['Red', null, null],
    category: ['fresh', 'fresh', 'drinks'],
  });
  expect(manifest.quality.sources.map(({ source, rows }) => `${source} ${rows}`)).toEqual([
    ...['sales 48', 'plans 72', 'places 8', 'types 8', 'brands 1', 'items 3'],
  ]);
  expect(await latestCutoff(ports, project, await ingested(), 'south')).toBe(files.cutoff);
  const touched = await regionsOfFiles(ports, project, [
    { source: 'places', path: 'places/p.csv' },
    { source: 'types', path: 'types/t.csv' },
  ]);
  expect(touched.map(({ regions }) => regions)).toEqual([
    ['north', 'south'],
    ['north', 'south'],
  ]);
});

test('different values for one item stop the snapshot, with both files', async () => {
  const { files, snapshot } = await splitStores(
    north + south,
    'item,brand,category\napples,Red,fresh\nbread,Mill,bakery\n',
  );
  await expect(snapshot()).rejects.toMatchObject({
    name: 'AttributeConflictError',
    key: 'bread',
    column: 'category',
    message:
      'item bread: category is "bakery" in brands/b.csv and "fresh" in items/items.csv; correct one of the files, or leave the column out of one source\'s row',
  });
  // Within one source a later file corrects an earlier one.
  await files.write('brands/b-2.csv', 'item,brand,category\nbread,Mill,fresh\n');
  await expect(snapshot()).resolves.toBeDefined();
});

test("a store without a region in any source is nobody's, and its rows are set aside", async () => {
  const { snapshot } = await splitStores(north.replace('n4,north,Oslo\n', '') + south);
  await expect(snapshot()).rejects.toThrow(
    /unknown-store 12; first: sales\/history.csv, line \d+, column store: unknown-store, "n4" has no region or no format in the sources of stores/,
  );
});
