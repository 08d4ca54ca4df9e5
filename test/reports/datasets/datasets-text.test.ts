import { expect, test } from 'vitest';
import type { RegisteredDataset } from '../../../src/ports/dataset-catalogue.ts';
import { datasetText } from '../../../src/reports/datasets/datasets-text.ts';

const dataset: RegisteredDataset = {
  region: 'north',
  cutoff: '2025-10-06',
  version: 'd'.repeat(64),
  recordedAt: '2025-10-14T06:00:00Z',
  rows: 120,
  quality: {
    sources: [
      {
        ...{ source: 'sales', kind: 'shipments', files: 7, rows: 120, lastWeek: '2025-10-06' },
        ...{ quarantined: {}, corrected: 1, repeated: 2, added: 35 },
      },
    ],
    ...{ coverage: 0.9, zeroShare: 0.1, weeksBehind: 0, storesInCutoffWeek: 3, stores: 4, columns: [] },
    life: {
      planned: 1,
      ended: 21,
      named: [
        { format: 'large', store: 's1', item: 'kiwi', state: 'planned', lastSale: null, why: 'listed from 2025-10-13' },
        {
          format: 'large',
          store: 's2',
          item: 'figs',
          state: 'ended',
          lastSale: '2025-06-02',
          why: 'no sale in 18 weeks',
        },
      ],
    },
  },
} as unknown as RegisteredDataset;

test('a dataset shows rows that were added up, and series that are planned or have ended', () => {
  const text = datasetText(dataset);
  expect(text).toMatch(/^series {4}1 planned, 21 ended$/m);
  expect(text).toMatch(/^source .* added up$/m);
  expect(text).toMatch(/^sales .* 1 +2 +35$/m);
  expect(text).toMatch(/^planned +large +s1 +kiwi +listed from 2025-10-13$/m);
  expect(text).toMatch(/^ended +large +s2 +figs +2025-06-02 +no sale in 18 weeks$/m);
  expect(text).toContain('… and 20 more');
});

test('nothing is said of series where all are running', () => {
  const { life: _, ...quality } = dataset.quality;
  const text = datasetText({ ...dataset, quality });
  expect(text).not.toMatch(/^series/m);
});
