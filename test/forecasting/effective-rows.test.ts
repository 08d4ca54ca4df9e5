import { expect, it } from 'vitest';
import { effectiveRows } from '../../src/forecasting/effective-rows.ts';
import { randomStream } from '../../src/forecasting/random.ts';

it('rows of a week that are all alike are worth little more than one', () => {
  const weeks = Array.from({ length: 1000 }, (_, row) => `week-${row % 10}`);
  const values = Float64Array.from(weeks, (_, row) => row % 10);
  // Of the correlation 1 that ten weeks show, 10 / 16 is believed, and 6 / 16 of 0.1: n / (1 + 99 · 0.6625).
  expect(effectiveRows(values, weeks)).toBeCloseTo(1000 / (1 + 99 * 0.6625), 6);
});

it('independent rows of many weeks are nearly as many as they are', () => {
  const random = randomStream(1, 'effective-rows');
  const weeks = Array.from({ length: 1000 }, (_, row) => `week-${row % 200}`);
  const values = Float64Array.from(weeks, () => random());
  expect(effectiveRows(values, weeks)).toBeGreaterThan(850);
});

it('a single week, or a row a week, says nothing about correlation: weeks are counted', () => {
  expect(effectiveRows(Float64Array.of(1, 2, 3), ['a', 'a', 'a'])).toBe(1);
  expect(effectiveRows(Float64Array.of(1, 2, 3), ['a', 'b', 'c'])).toBe(3);
});
