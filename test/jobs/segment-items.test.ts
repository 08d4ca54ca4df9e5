import { expect, test } from 'vitest';
import type { DatasetManifest } from '../../src/contracts/dataset.ts';
import type { ResolvedProject } from '../../src/contracts/project.ts';
import type { JobContext } from '../../src/jobs/job-context.ts';
import { layOutFormats } from '../../src/jobs/lay-out-segments.ts';
import { readItems, storeItems } from '../../src/jobs/segment-items.ts';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { panelOfUnits } from '../forecasting/make-panel.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

test('segments of 70,000 items are laid out at once, and are small where a workflow carries them', async () => {
  const count = 140_000;
  // Half of the items sell four times as much as the other half.
  const units = Array.from({ length: count }, (_, item) => [item < count / 2 ? 4 : 1]);
  const panel = panelOfUnits(units, { items: count });
  const resolved = { formats: ['large'], velocity: { fastShareOfUnits: 0.8 } } as unknown as ResolvedProject;
  const context = { project: { resolved }, progress: () => undefined } as unknown as JobContext;
  const partitions = panel.items.map((item) => ({ format: 'large', item, hash: 'h', series: 1 }));
  const manifest = { region: 'north', partitions } as unknown as DatasetManifest;
  const [laidOut] = await Array.fromAsync(layOutFormats(manifest, context, () => panel));
  expect(laidOut?.segments.map(({ items, series }) => [items.length, series])).toEqual([
    [70_000, 70_000],
    [70_000, 70_000],
  ]);

  const store = createLocalArtifactStore(await temporaryDirectory());
  const carried = await Promise.all((laidOut?.segments ?? []).map((segment) => storeItems(store, segment)));
  expect(JSON.stringify(carried).length).toBeLessThan(1000);
  expect(await Promise.all(carried.map((segment) => readItems(store, segment)))).toEqual(laidOut?.segments);
}, 20_000);
