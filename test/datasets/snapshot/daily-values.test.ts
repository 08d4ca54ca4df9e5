import { expect, test } from 'vitest';
import { DailyValues, observation } from '../../../src/datasets/snapshot/daily-values.ts';

test('the value issued last is held, an observation before all forecasts', () => {
  const days = new DailyValues(2, 7, 1);
  expect(days.offer(1, 0, 10, [1])).toBe('new');
  expect(days.offer(1, 0, 9, [2])).toBe('outdated');
  expect(days.offer(1, 0, 10, [1])).toBe('repeated');
  expect(days.offer(1, 0, 10, [3])).toBe('corrected');
  expect(days.offer(1, 0, observation, [4])).toBe('new');
  expect(days.offer(1, 0, 11, [5])).toBe('outdated');
  expect([...days.weekly(0, 'mean')]).toEqual([Number.NaN, 4]);
});

test.each([
  ['mean', 4],
  ['sum', 28],
  ['min', 1],
  ['max', 9],
] as const)('the %s runs over the days that have a value', (aggregate, expected) => {
  const days = new DailyValues(1, 7, 1);
  [1, 2, 9].forEach((value, day) => days.offer(0, day, observation, [value]));
  days.offer(0, 5, observation, [Number.NaN]);
  expect([...days.weekly(0, aggregate)]).toEqual([expected]);
});
