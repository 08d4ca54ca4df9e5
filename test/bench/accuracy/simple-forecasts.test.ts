import { expect, test } from 'vitest';
import { lastYear, meanOfEight, median } from '../../../bench/accuracy/simple-forecasts.ts';
import { unitsPanel } from '../units-panel.ts';

const missing = Number.NaN;

test('the median of the weeks up to the cutoff', () => {
  const panel = unitsPanel([
    [1, missing, 9, 5, 100],
    [1, 3, 5, 7, 100],
  ]);
  const forecast = median(panel, 3);
  expect([forecast(0, 1), forecast(1, 2)]).toEqual([5, 4]);
});

test('the mean of eight weeks is a geometric one, in which a week without units counts as one unit', () => {
  const panel = unitsPanel([[999, 999, 0, 4, missing, missing, missing, missing, missing, 16, 999]]);
  expect(meanOfEight(panel, 9)(0, 1)).toBeCloseTo(4, 12);
});

test('where the eight weeks have no figures all weeks do', () => {
  const panel = unitsPanel([[2, 8, ...Array<number>(8).fill(missing), 999]]);
  expect(meanOfEight(panel, 9)(0, 1)).toBeCloseTo(4, 12);
});

test('last year is 52 weeks before the target week, and another forecast where that week has no figure', () => {
  const panel = unitsPanel([[11, missing, ...Array<number>(60).fill(7)]]);
  const forecast = lastYear(panel, 50, () => 3);
  expect([forecast(0, 1), forecast(0, 2), forecast(0, 3), forecast(0, 4)]).toEqual([3, 11, 3, 7]);
});
