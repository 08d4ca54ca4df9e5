import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { datasetChanges } from '../../../src/datasets/dataset-changes.ts';
import { latestCutoff } from '../../../src/datasets/latest-cutoff.ts';
import { readPanel } from '../../../src/datasets/read-panel.ts';
import { snapshotDataset } from '../../../src/datasets/snapshot.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { createLocalPorts, ingestAll } from '../../support/dataset-ports.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const example = fileURLToPath(new URL('../../../examples/orange-juice', import.meta.url));

/** Sum of the values that are there. */
const sum = (values: Float64Array) => values.reduce((total, value) => (Number.isNaN(value) ? total : total + value), 0);

test('from landing files to panels, and on when a week arrives', { timeout: 90_000 }, async () => {
  const directory = join(await temporaryDirectory(), 'orange-juice');
  await cp(example, directory, { recursive: true });
  const project = await loadProject(directory);
  const ports = await createLocalPorts(project);
  onTestFinished(() => ports.tables.close());

  const ingested = await ingestAll(ports, project);
  expect(ingested.map(({ source, rows, quarantined }) => [source, rows, quarantined])).toEqual([
    ['sales', 103_488, 0],
    ['prices', 106_139, 0],
    ['promotions', 106_139, 0],
    ['stores', 83, 0],
    ['brands', 11, 0],
  ]);

  const panels = [];
  for (const region of ['urban', 'suburban']) {
    expect(await latestCutoff(ports, project, ingested, region)).toBe('1992-09-10');
    const { manifest } = await snapshotDataset(ports, project, ingested, { region, cutoff: '1992-09-10' });
    for (const format of ['large', 'small']) panels.push(await readPanel(ports, manifest, format));
  }
  expect(panels.map(({ region, format, stores, items }) => [region, format, stores.length, items.length])).toEqual([
    ['urban', 'large', 22, 11],
    ['urban', 'small', 22, 11],
    ['suburban', 'large', 16, 11],
    ['suburban', 'small', 23, 11],
  ]);
  // Rows and ounces to week 157, counted in the original file.
  expect(panels.reduce((total, panel) => total + panel.units.filter((value) => !Number.isNaN(value)).length, 0)).toBe(
    103_488,
  );
  expect(panels.reduce((total, panel) => total + sum(panel.units), 0)).toBe(978_964_384);

  const panel = panels[0]!;
  expect(panel.weeks.length).toBe(121);
  expect([panel.weeks[0], panel.weeks[panel.cutoffIndex], panel.weeks.at(-1)]).toEqual([
    '1990-06-14',
    '1992-09-10',
    '1992-10-01',
  ]);
  expect(panel.roles).toEqual({ price: 'price', promotions: ['deal', 'feature'] });
  expect(panel.itemCategories['family']?.[panel.items.indexOf('11')]).toBe("Dominick's");
  // Prices and promotions of the three weeks after the cutoff are known for the stores that will report.
  const known = panel.knownAhead['price']!.filter(
    (value, cell) => cell % 121 > panel.cutoffIndex && !Number.isNaN(value),
  );
  expect(known.length).toBeGreaterThan(700);

  const before = await snapshotDataset(ports, project, ingested, { region: 'urban', cutoff: '1992-09-10' });
  await cp(join(directory, 'arrivals/sales/week-158.csv'), join(directory, 'landing/sales/week-158.csv'));
  const again = await ingestAll(ports, project);
  expect(again.map(({ newFiles }) => newFiles)).toEqual([1, 0, 0, 0, 0]);
  const same = await snapshotDataset(ports, project, again, { region: 'urban', cutoff: '1992-09-10' });
  expect(same.version).toBe(before.version);
  const after = await snapshotDataset(ports, project, again, { region: 'urban', cutoff: '1992-09-17' });
  const changes = datasetChanges(before.manifest, after.manifest);
  expect([changes.newWeeks, changes.partitions.length]).toEqual([1, 22]);
});
