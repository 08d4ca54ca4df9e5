import fc from 'fast-check';
import { expect, it } from 'vitest';
import { trailingMax } from '../../../src/forecasting/features/trailing.ts';
import { trailingQuantiles } from '../../../src/forecasting/features/trailing-quantile.ts';

const no = Number.NaN;
const values = fc.array(fc.oneof(fc.constant(no), fc.integer({ min: -9, max: 9 })), { minLength: 1, maxLength: 20 });

it('interpolates between the values next to the quantile', () => {
  const [quartiles] = trailingQuantiles(Float64Array.of(4, 1, no, 2, 10), 5, { length: 4, shares: [0.25] });
  expect([...quartiles!]).toEqual([4, 1.75, 1.75, 1.5, 1.5]);
});

it('keeps series apart', () => {
  expect([...trailingQuantiles(Float64Array.of(9, 9, 1, no), 2, { length: 2, shares: [0] })[0]!]).toEqual([9, 9, 1, 1]);
});

it('is the maximum at 1 and mirrors itself', () => {
  fc.assert(
    fc.property(
      values,
      fc.integer({ min: 1, max: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (row, length, share) => {
        const matrix = Float64Array.from(row);
        const of = (given: Float64Array, at: number) =>
          trailingQuantiles(given, row.length, { length, shares: [at] })[0]!;
        expect(of(matrix, 1)).toEqual(trailingMax(matrix, row.length, { length }));
        const mirrored = of(
          matrix.map((value) => -value),
          1 - share,
        );
        of(matrix, share).forEach((value, w) => {
          if (Number.isNaN(value)) expect(mirrored[w]).toBeNaN();
          else expect(-mirrored[w]!).toBeCloseTo(value, 9);
        });
      },
    ),
  );
});
