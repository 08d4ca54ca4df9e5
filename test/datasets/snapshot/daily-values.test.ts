import { expect, test } from 'vitest';
import { DailyValues, observation } from '../../../src/datasets/snapshot/daily-values.ts';

test('the value issued last is held, an observation before all forecasts', () => {
  const days = new DailyValues(2, 7, 1);
  const told: unknown[] = [];
  let origin = 0;
  const offer = (issued: number, value: number) =>
    days.offer(1, 0, issued, [value], origin++, (...correction) => told.push(correction));
  expect(offer(10, 1)).toBe('new');
  expect(offer(9, 2)).toBe('outdated');
  expect(offer(10, 1)).toBe('repeated');
  expect(offer(10, 3)).toBe('corrected');
  expect(offer(observation, 4)).toBe('new');
  expect(offer(11, 5)).toBe('outdated');
  expect([...days.weekly(0, 'mean')]).toEqual([Number.NaN, 4]);
  expect(told).toEqual([[0, 1, 2]]);
});

test.each([
  ['mean', 4],
  ['sum', 28],
  ['min', 1],
  ['max', 9],
] as const)('the %s runs over the days that have a value', (aggregate, expected) => {
  const days = new DailyValues(1, 7, 1);
  [1, 2, 9].forEach((value, day) => days.offer(0, day, observation, [value], 0, () => undefined));
  days.offer(0, 5, observation, [Number.NaN], 0, () => undefined);
  expect([...days.weekly(0, aggregate)]).toEqual([expected]);
});
