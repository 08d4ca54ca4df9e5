import { expect, test } from 'vitest';
import { figuresOf, intervalFigures } from '../../../bench/accuracy/figures.ts';

test('errors in per cent: zeros count in WAPE and bias alone, rows without a forecast nowhere', () => {
  const actual = [10, 20, 0, 40];
  const forecast = [5, 30, 7, Number.NaN];
  // MAPE (50 + 50) / 2; WAPE (5 + 10 + 7) / 30; bias (−5 + 10 + 7) / 30.
  expect(figuresOf(actual, forecast)).toEqual({ mape: 50, wape: 73.33, bias: 40 });
});

test('no rows, no figures', () => {
  expect(figuresOf([5], [Number.NaN])).toEqual({ mape: null, wape: null, bias: null });
});

test('an interval: its ends are inside, and its loss is that of its three quantiles', () => {
  const actual = [10, 10, 10];
  const quantiles = { p10: [10, 4, Number.NaN], p50: [12, 6, 10], p90: [20, 8, 12] };
  // Row 1: (0 + 0.5 × 2 + 0.1 × 10) × 2/3; row 2: (0.1 × 6 + 0.5 × 4 + 0.9 × 2) × 2/3; of 20 units.
  expect(intervalFigures(actual, quantiles)).toEqual({ coverage: 50, width: 70, pinball: 21.33 });
});
