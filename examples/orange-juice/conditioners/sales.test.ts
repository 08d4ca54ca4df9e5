import { table } from 'arquero';
import { expect, test } from 'vitest';
import { conditionSales } from './sales.ts';

test('a raw row of sales becomes a row of the standard table', () => {
  // As it comes: every value a text, and the line of the file in `__line`.
  const raw = table({ store: ['2'], brand: ['1'], week: ['40'], logmove: ['9.0186954877'], __line: [2] });
  expect(conditionSales(raw).objects()).toEqual([
    { store: '2', item: '1', week: '1990-06-14', units: 8256, __line: 2 },
  ]);
});
