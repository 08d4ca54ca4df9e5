import { expect, test } from 'vitest';
import { meanScaledError } from '../../src/forecasting/scaled-error.ts';

test('errors are divided by those of repeating the week before', () => {
  expect(meanScaledError([10, 20], [12, 15], [4, 5])).toBe((0.5 + 1) / 2);
});

test('rows without a scale, an actual or a forecast are left out', () => {
  expect(meanScaledError([10, 10, 10, Number.NaN, 10], [12, 1, 1, 1, Number.NaN], [4, 0, Number.NaN, 1, 1])).toBe(0.5);
  expect(meanScaledError([10], [12], [0])).toBeNull();
});
