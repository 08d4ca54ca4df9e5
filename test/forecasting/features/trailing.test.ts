import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  lagged,
  orElse,
  trailingCount,
  trailingDeviation,
  trailingMax,
  trailingMean,
} from '../../../src/forecasting/features/trailing.ts';

const no = Number.NaN;
const twoSeries = Float64Array.of(1, 2, 3, 4, 10, no, 30, 40);

describe('trailing windows', () => {
  it('end at the week itself and stay within their series', () => {
    expect([...trailingMean(twoSeries, 4, { length: 2 })]).toEqual([1, 1.5, 2.5, 3.5, 10, 10, 30, 35]);
    expect([...trailingCount(twoSeries, 4, { length: 2 })]).toEqual([1, 2, 2, 2, 1, 1, 1, 2]);
    expect([...trailingDeviation(twoSeries, 4, { length: 2 })]).toEqual([0, 0.5, 0.5, 0.5, 0, 0, 0, 5]);
  });

  it('end earlier by the shift, and are missing while empty', () => {
    expect([...trailingMean(twoSeries, 4, { length: 2, shift: 1 })]).toEqual([no, 1, 1.5, 2.5, no, 10, 10, 30]);
    expect([...trailingMax(twoSeries, 4, { length: 2, shift: 1 })]).toEqual([no, 1, 2, 3, no, 10, 10, 30]);
  });

  it('cover everything so far when endless', () => {
    expect([...trailingMean(twoSeries, 4, { length: Infinity })]).toEqual([1, 1.5, 2, 2.5, 10, 10, 20, 80 / 3]);
  });

  it('never look ahead', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 30 }),
        fc.nat(),
        fc.integer({ min: 1, max: 40 }),
        (weeks, at, length) => {
          const cut = at % weeks.length;
          const poisoned = Float64Array.from(weeks, (value, w) => (w > cut ? 1e9 : value));
          for (const statistic of [trailingMean, trailingDeviation, trailingMax, trailingCount]) {
            const clean = statistic(Float64Array.from(weeks), weeks.length, { length });
            expect([...statistic(poisoned, weeks.length, { length }).slice(0, cut + 1)]).toEqual([
              ...clean.slice(0, cut + 1),
            ]);
          }
        },
      ),
    );
  });
});

it('lags within a series', () => {
  expect([...lagged(twoSeries, 4, 1)]).toEqual([no, 1, 2, 3, no, 10, no, 30]);
});

it('fills what is missing from elsewhere, and with zero in the end', () => {
  expect([...orElse(Float64Array.of(no, 1, no), Float64Array.of(5, 6, no))]).toEqual([5, 1, 0]);
  expect([...orElse(Float64Array.of(no, 1), 7)]).toEqual([7, 1]);
});
