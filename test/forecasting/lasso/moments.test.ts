import { expect, it } from 'vitest';
import { addGrams, centre, gramOf, targetOf } from '../../../src/forecasting/lasso/moments.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

/** More rows than a block and a width that is no multiple of a tile. */
const rows = 600;
const columns = 7;
const random = randomStream(5);
const x = { rows, columns, values: Float64Array.from({ length: rows * columns }, () => random() - 0.3) };
const y = Float64Array.from({ length: rows }, () => random());

it('multiplies X’X out', () => {
  const { products, sums } = gramOf(x);
  for (let j = 0; j < columns; j++) {
    for (let k = 0; k < columns; k++) {
      let expected = 0;
      for (let r = 0; r < rows; r++) expected += x.values[r * columns + j]! * x.values[r * columns + k]!;
      expect(products[j * columns + k]).toBeCloseTo(expected, 9);
    }
  }
  expect(sums[3]).toBeCloseTo(
    x.values.filter((_, i) => i % columns === 3).reduce((sum, value) => sum + value, 0),
    9,
  );
});

it('adds up over disjoint rows', () => {
  const whole = gramOf(x);
  const parts = addGrams(gramOf(x, 0, 259), gramOf(x, 259, rows));
  expect(parts.rows).toBe(rows);
  parts.products.forEach((value, i) => expect(value).toBeCloseTo(whole.products[i]!, 9));
});

it('centres', () => {
  const small = { rows: 3, columns: 1, values: Float64Array.of(1, 2, 6) };
  const target = Float64Array.of(2, 4, 6);
  const { gram, xy, yy, xMean, yMean } = centre(gramOf(small), targetOf(small, target));
  expect([gram[0], xy[0], yy, xMean[0], yMean]).toEqual([14, 10, 8, 3, 4]);
});

it('takes a constant column out', () => {
  const constant = { rows, columns: 1, values: new Float64Array(rows).fill(0.1) };
  const { gram, xy } = centre(gramOf(constant), targetOf(constant, y));
  expect([gram[0], xy[0]]).toEqual([0, 0]);
});
