import { expect, test } from 'vitest';
import { asOf, datasetOfRegion, datasetOfVersion } from '../../../src/cli/datasets/select-dataset.ts';
import type { RegisteredDataset } from '../../../src/ports/dataset-catalogue.ts';

const dataset = (version: string, region: string, cutoff: string) => ({ version, region, cutoff }) as RegisteredDataset;
const all = [
  dataset('aaaa1', 'north', '2026-01-12'),
  dataset('aaaa2', 'north', '2026-01-05'),
  dataset('bbbb1', 'north', '2026-01-05'),
  dataset('cccc1', 'south', '2026-01-12'),
];

test('what was known at a week: the newest version of the newest cutoff up to it, by region', () => {
  const versions = (week: string) => asOf(all, week).map(({ version }) => version);
  expect(versions('2026-01-12')).toEqual(['aaaa1', 'cccc1']);
  expect(versions('2026-01-11')).toEqual(['aaaa2']);
  expect(versions('2025-12-29')).toEqual([]);
});

test('a version by its beginning, a region by its cutoff', () => {
  expect(datasetOfVersion(all, 'bbbb')).toBe(all[2]);
  expect(() => datasetOfVersion(all, 'aaaa')).toThrow('2 dataset versions begin with "aaaa"');
  expect(() => datasetOfVersion(all, 'aa')).toThrow('too short');
  expect(() => datasetOfVersion(all, 'dddd')).toThrow('no dataset version begins with "dddd"');
  expect(datasetOfRegion(all, 'north', undefined)).toBe(all[0]);
  expect(datasetOfRegion(all, 'north', '2026-01-05')).toBe(all[1]);
  expect(() => datasetOfRegion(all, 'north', '2026-02-02')).toThrow('its newest cutoffs are 2026-01-12, 2026-01-05');
  expect(() => datasetOfRegion(all, 'west', undefined)).toThrow('no dataset version of region "west"');
});
