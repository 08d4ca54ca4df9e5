import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { datasetChanges } from '../../src/datasets/dataset-changes.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import { ingestAll } from '../support/dataset-ports.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';

async function smallChanges() {
  const { files, project, ports } = await loadedSmallProject({ weeks: 5 });
  const snapshot = async (cutoff = files.cutoff, loaded = project) =>
    (await snapshotDataset(ports, loaded, await ingestAll(ports, loaded), { region: 'north', cutoff })).manifest;
  return { files, project, snapshot, before: await snapshot() };
}
const header = 'store,item,week,units';
const nothing = { newWeeks: 0, schemaChanged: false, partitions: [] };

test('nothing, for the same cutoff over the same data', async () => {
  const { files, project, snapshot, before } = await smallChanges();
  expect(datasetChanges(before, await snapshot())).toEqual(nothing);
  await files.write('sales/again.csv', `${header}\nn1,apples,2024-12-30,5\n`);
  const earlierHistory = await snapshot();
  expect(datasetChanges(before, earlierHistory).partitions).toEqual([
    { format: 'large', item: 'apples', change: 'changed', newRows: 1 },
  ]);
  const recoded = await snapshot(files.cutoff, { ...project, conditioningVersion: 'another' });
  expect(datasetChanges(earlierHistory, recoded)).toEqual(nothing);
});

test('every partition, for new weeks at a later cutoff', async () => {
  const { files, snapshot, before } = await smallChanges();
  await files.deliverWeek(1);
  await files.deliverWeek(2);
  const changes = datasetChanges(before, await snapshot(addWeeks(files.cutoff, 2)));
  expect(changes.newWeeks).toBe(2);
  expect(changes.partitions).toHaveLength(6);
  expect(new Set(changes.partitions.map(({ change, newRows }) => `${change} ${newRows}`))).toEqual(
    new Set(['changed 4']),
  );
});

test('the partition of a corrected row alone', async () => {
  const { files, snapshot, before } = await smallChanges();
  await files.write('sales/history-corrected.csv', `${header}\nn3,bread,2025-01-06,999\n`);
  expect(datasetChanges(before, await snapshot())).toEqual({
    ...nothing,
    partitions: [{ format: 'small', item: 'bread', change: 'changed', newRows: 0 }],
  });
});

test('a plan within the horizon, not one beyond it', async () => {
  const { files, snapshot, before } = await smallChanges();
  const plan = join(files.landingDirectory, 'plans');
  await files.write('plans/plan-2.csv', `store,item,week,price,deal\nn1,cider,${addWeeks(files.cutoff, 3)},9,0\n`);
  expect(datasetChanges(before, await snapshot())).toEqual(nothing);
  await appendFile(join(plan, 'plan-2.csv'), `n1,cider,${addWeeks(files.cutoff, 2)},9,0\n`);
  expect(datasetChanges(before, await snapshot()).partitions).toEqual([
    { format: 'large', item: 'cider', change: 'changed', newRows: 0 },
  ]);
});

test('items that come and go, and attributes', async () => {
  const { files, snapshot, before } = await smallChanges();
  await files.write('items/items.csv', 'item,category\napples,fruit\nbread,fresh\ncider,drinks\nfigs,fruit\n');
  await files.write('sales/figs.csv', `${header}\nn1,figs,2025-01-06,1\n`);
  const after = await snapshot();
  const changed = [
    { format: 'large', item: 'apples', change: 'changed', newRows: 0 },
    { format: 'large', item: 'figs', change: 'added', newRows: 1 },
    { format: 'small', item: 'apples', change: 'changed', newRows: 0 },
  ];
  expect(datasetChanges(before, after).partitions).toEqual(changed);
  expect(datasetChanges(after, before).partitions.find((partition) => partition.item === 'figs')).toEqual({
    format: 'large',
    item: 'figs',
    change: 'removed',
    newRows: -1,
  });
});
