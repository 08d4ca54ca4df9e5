import { expect, test } from 'vitest';
import { sorted } from '../../../src/dashboard/parts/sorted.ts';

const rows = [{ name: 'store 10', mape: 0.3 }, { name: 'store 2' }, { name: 'store 1', mape: 0.1 }];

test('numbers in words count as numbers', () => {
  expect(sorted(rows, ({ name }) => name, { direction: 'ascending' }).map(({ name }) => name)).toEqual([
    'store 1',
    'store 2',
    'store 10',
  ]);
});

test('what has no value comes last in both directions', () => {
  const by = ({ mape }: { mape?: number }) => mape;
  expect(sorted(rows, by, { direction: 'ascending' }).map(by)).toEqual([0.1, 0.3, undefined]);
  expect(sorted(rows, by, { direction: 'descending' }).map(by)).toEqual([0.3, 0.1, undefined]);
});
