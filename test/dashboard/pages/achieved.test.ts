import { expect, test } from 'vitest';
import {
  badnessOf,
  overWeeks,
  regionsInWords,
  verdictOf,
  type RealisedWeek,
} from '../../../src/dashboard/pages/monitoring/achieved.ts';

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

test.each([
  [{ achieved: 0.3, promised: 0.1, mean: 0.2 }, 'worse'],
  [{ achieved: 0.16, promised: 0.1, mean: 0.2 }, 'far-over'],
  [{ achieved: 0.12, promised: 0.1, mean: 0.2 }, 'over'],
  [{ achieved: 0.11, promised: 0.1, mean: 0.2 }, 'as-promised'],
  [{ achieved: 0.11, promised: null, mean: 0.2 }, 'better'],
  [{ achieved: null, promised: 0.1, mean: 0.2 }, 'unknown'],
] as const)('%o is %s', (errors, verdict) => {
  expect(verdictOf(errors)).toBe(verdict);
});

test('the worst comes first, and a sentence says how many there are', () => {
  expect(badnessOf('worse')).toBeLessThan(badnessOf('far-over'));
  expect(badnessOf('far-over')).toBeLessThan(badnessOf('as-promised'));
  expect(regionsInWords(['worse', 'far-over', 'far-over', 'better'])).toBe(
    'Of 4 regions, 1 is worse than the mean of the past, and 2 are far over what was promised.',
  );
  expect(regionsInWords(['over'])).toBe('No region is worse than the mean of the past or far over what was promised.');
});
