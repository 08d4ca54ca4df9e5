import { op, type ColumnTable } from 'arquero';
import { expect, test } from 'vitest';
import { testConditioner } from '../../../src/datasets/conditioning/test-conditioner.ts';
import type { LoadedSource } from '../../../src/project/loaded-project.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';

async function tryStores(change: Partial<LoadedSource>, content?: string) {
  const { files, project, ports } = await loadedSmallProject({ weeks: 4 });
  if (content !== undefined) await files.write('stores/stores.csv', content);
  const source = project.sources.find(({ name }) => name === 'stores')!;
  return testConditioner(ports, project, { ...source, ...change });
}

test('a sound conditioner passes, with the rows it kept', async () => {
  expect(await tryStores({})).toEqual({
    source: 'stores',
    files: [{ file: 'stores/stores.csv', rawRows: 8, rows: 8, setAside: {}, failures: [] }],
    failures: [],
  });
});

test('one that looks across rows has to say so', async () => {
  const { conditioner } = (await loadedSmallProject({ weeks: 4 })).project.sources.find(
    ({ name }) => name === 'stores',
  )!;
  const numbered: LoadedSource['conditioner'] = (table, context) =>
    conditioner(table, context).derive({ squareMetres: op.row_number() });
  const asChunks = await tryStores({ conditioner: numbered });
  expect(asChunks.files[0]?.failures).toEqual([
    "gives another result in chunks of 3 rows: it looks across rows; declare reads: 'file' for the source",
  ]);
  expect((await tryStores({ conditioner: numbered, reads: 'file' })).files[0]?.failures).toEqual([]);
});

test('one that depends on something else, throws, or sets too much aside fails', async () => {
  let calls = 0;
  const impure = (table: ColumnTable) => table.derive({ squareMetres: `${(calls += 1)}` });
  expect((await tryStores({ conditioner: impure })).files[0]?.failures[0]).toMatch(
    /^gives another result on the same file/,
  );
  const throwing = () => {
    throw new Error('no such column');
  };
  expect((await tryStores({ conditioner: throwing })).files[0]?.failures).toEqual([
    'source stores: its conditioner failed on file stores/stores.csv: no such column',
  ]);
  const bad = await tryStores({}, 'store,region,format,squareMetres\nn1,east,large,1\n');
  expect(bad.files[0]?.failures[0]).toMatch(/^1 of 1 rows are set aside, maxBadShare is 0.02; first: .*unknown-region/);
});

test('a source without files fails as a whole', async () => {
  expect((await tryStores({ landing: 'nothing/*.csv' })).failures[0]).toContain('matches nothing/*.csv');
});
