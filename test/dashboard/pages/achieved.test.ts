import { expect, test } from 'vitest';
import { overWeeks, type RealisedWeek } from '../../../src/dashboard/pages/monitoring/achieved.ts';

const week = (units: number, wape: number | null, coverage: number | null, rows = 10): RealisedWeek => ({
  ...{ week: '2026-11-16', rows, units, wape, baselineWape: null, mape: null, bias: null, coverage },
});

test('weeks count by what was sold, intervals by their rows; unknown weeks do not count', () => {
  const weeks = [week(30, 0.2, 0.9), week(10, 0.4, 0.7, 30), week(5, null, null)];
  expect(overWeeks(weeks, 'wape')).toBeCloseTo(0.25, 12);
  expect(overWeeks(weeks, 'coverage')).toBeCloseTo(0.75, 12);
  expect(overWeeks(weeks, 'bias')).toBeNull();
  expect(overWeeks([], 'wape')).toBeNull();
});
