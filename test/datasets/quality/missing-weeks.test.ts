import { expect, test } from 'vitest';
import { addWeeks } from '../../../src/contracts/week.ts';
import { missingWeekFault } from '../../../src/datasets/quality/missing-weeks.ts';
import { createSeriesGrid } from '../../../src/datasets/snapshot/series-grid.ts';
import { zeroWeeks } from '../../../src/datasets/snapshot/zero-weeks.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

const nWeeks = 60;

/** Poisson sales of 40 items in 3 stores; `write` gives what the file has of a week's units. */
function counts(mean: number, write: (units: number, random: () => number) => number) {
  const random = randomStream(3);
  const series = [0, 1, 2].flatMap((store) =>
    Array.from({ length: 40 }, (_, item) => ({ format: 'large', store: `s${store}`, item: `i${item}` })),
  );
  const cutoff = addWeeks('2024-01-01', nWeeks - 1);
  const grid = createSeriesGrid(series, { first: '2024-01-01', cutoff, horizonWeeks: 0 });
  const units = Float64Array.from({ length: series.length * nWeeks }, () => {
    let [sold, product] = [0, random()];
    while (product > Math.exp(-mean)) {
      sold += 1;
      product *= random();
    }
    return write(sold, random);
  });
  return zeroWeeks(grid, units);
}

const withoutZeros = (units: number) => (units === 0 ? Number.NaN : units);
const all = (units: number) => units;
const someMissing = (units: number, random: () => number) => (random() < 0.1 ? Number.NaN : units);

test.each([
  [
    'slow items without zeros',
    counts(1, withoutZeros),
    'missing',
    /seem to be left out of the files.*set missingWeek: 'zero'/,
  ],
  ['slow items without zeros, treated as zero', counts(1, withoutZeros), 'zero', undefined],
  ['slow items with zeros', counts(1, all), 'missing', undefined],
  ['slow items with zeros and weeks that are missing', counts(1, someMissing), 'missing', undefined],
  [
    'the same treated as zero',
    counts(1, someMissing),
    'zero',
    /rows for weeks without sales.*set missingWeek: 'missing'/,
  ],
  ['fast items, of which weeks are missing', counts(20, someMissing), 'missing', undefined],
] as const)('%s', (_, zeros, taken, expected) => {
  const fault = missingWeekFault(zeros, taken);
  if (expected) expect(fault).toMatch(expected);
  else expect(fault).toBeUndefined();
});

test('the zeros that are expected are no more than there are', () => {
  const { zeros, expected, weeks, missing } = counts(1, all);
  expect({ weeks, missing }).toEqual({ weeks: 7200, missing: 0 });
  expect(expected).toBeLessThanOrEqual(1.02 * zeros);
  expect(expected).toBeGreaterThan(0.95 * zeros);
});
