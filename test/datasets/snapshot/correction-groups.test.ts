import { expect, test } from 'vitest';
import { correctionGroups } from '../../../src/datasets/snapshot/correction-groups.ts';

test.each([
  ['2025-01-06.csv', '2025-01-06-corrected.csv', true],
  ['2025-01-06.csv', '2025-01-06.corrected.csv.gz', true],
  ['week 40.csv', 'week 40 correction 2.csv', true],
  ['week-40.csv', 'week-40-corrected-v2.csv', true],
  ['week-40_v1.csv', 'week-40_v2.csv', true],
  ['week-40.csv.gz', 'week-40.csv', true],
  ['2025-01-06.csv', '2025-01-07.csv', false],
  ['2025-01.csv', '2025-01-06.csv', false],
  ['week-4.csv', 'week-40.csv', false],
  ['day.csv', 'day-mended-0001.csv', false],
  ['sales.csv', 'sales-north.csv', false],
  ['sales.csv', 'sales-vienna.csv', false],
  ['a/sales.csv', 'b/sales-corrected.csv', false],
])('%s and %s are versions of one file: %s', (one, other, expected) => {
  expect([...correctionGroups([one, other])]).toEqual(expected ? [0, 0] : [0, 1]);
});
