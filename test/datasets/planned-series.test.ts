import { describe, expect, test } from 'vitest';
import { readPanel } from '../../src/datasets/read-panel.ts';
import { snapshotDataset } from '../../src/datasets/snapshot.ts';
import { ingestAll } from '../support/dataset-ports.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';

const plans = 'store,item,week,price,deal\n';

/** The small project, twelve weeks to 2025-03-24, with one more item and its plans. */
async function withPlans(...rows: readonly string[]) {
  const { files, project, ports } = await loadedSmallProject({ weeks: 12 });
  await files.write('items/items-2.csv', 'item,category\ndates,fresh\n');
  await files.write('plans/new.csv', `${plans}${rows.join('\n')}\n`);
  const { manifest, panelOf } = await snapshotDataset(ports, project, await ingestAll(ports, project), {
    region: 'north',
    cutoff: files.cutoff,
  });
  return { files, project, ports, manifest, panelOf };
}

describe('a store × item that is listed ahead and has not sold', () => {
  test('has a series without units, marked as planned, in the panel and in its partition', async () => {
    const { manifest, panelOf, ports } = await withPlans('n1,dates,2025-03-31,2,0', 'n1,dates,2025-04-07,2,1');
    for (const panel of [panelOf('large'), await readPanel(ports, manifest, 'large')]) {
      expect(panel.items).toEqual(['apples', 'bread', 'cider', 'dates']);
      expect(panel.seriesStates).toEqual([...Array.from({ length: 6 }, () => 'running'), 'planned']);
      expect(panel.units.subarray(-14).every(Number.isNaN)).toBe(true);
      expect([...panel.knownAhead['price']!.subarray(-2)]).toEqual([2, 2]);
    }
    expect((await readPanel(ports, manifest, 'small')).seriesStates).toBeUndefined();
    expect(manifest.partitions.filter(({ item }) => item === 'dates')).toMatchObject([
      { format: 'large', rows: 0, series: 1 },
    ]);
    expect(manifest.quality).toMatchObject({
      coverage: 1,
      life: {
        planned: 1,
        ended: 0,
        named: [{ format: 'large', store: 'n1', item: 'dates', state: 'planned', lastSale: null }],
      },
    });
  });

  test.each([
    ['was in the price list long before', ['n1,dates,2025-01-06,2,0', 'n1,dates,2025-03-31,2,0']],
    ['is listed for weeks after the horizon', ['n1,dates,2025-04-14,2,0']],
    ['is in another region', ['s1,dates,2025-03-31,2,0']],
    ['is an unknown item', ['n1,figs,2025-03-31,2,0']],
  ])('has none where it %s', async (_, rows) => {
    const { manifest, panelOf } = await withPlans(...rows);
    expect(panelOf('large').items).toEqual(['apples', 'bread', 'cider']);
    expect(manifest.quality.life).toBeUndefined();
    expect(manifest.tables.life).toBeUndefined();
  });
});
