import { expect, test } from 'vitest';
import { correctionOrder } from '../../src/contracts/correction-order.ts';

test('a correction comes after what it corrects, whatever the endings', () => {
  const files = [
    'b/w.csv',
    'a/week-41.csv',
    'a/week-40-corrected.csv',
    'a/week-40.csv.gz',
    'a/week-40.csv',
    'a/week-40.fixed.csv',
  ];
  expect(files.toSorted(correctionOrder)).toEqual([
    'a/week-40.csv',
    'a/week-40.csv.gz',
    'a/week-40-corrected.csv',
    'a/week-40.fixed.csv',
    'a/week-41.csv',
    'b/w.csv',
  ]);
});
