import { expect, it } from 'vitest';
import { fillForward } from '../../../src/forecasting/features/fill.ts';

const no = Number.NaN;

it('carries the last known value forward and says which', () => {
  const carried: [number, number][] = [];
  const values = Float64Array.of(no, 2, no, 4, 1, 1, no, no);
  fillForward(values, 4, 'first-known', (series, week) => carried.push([series, week]));
  expect([...values]).toEqual([2, 2, 2, 4, 1, 1, 1, 1]);
  expect(carried).toEqual([
    [0, 2],
    [1, 2],
    [1, 3],
  ]);
});

it('starts from zero where asked to', () => {
  expect([...fillForward(Float64Array.of(no, 1, 0), 3, 'zero')]).toEqual([0, 1, 0]);
});

it('gives a series without any value the mean of the others, or zero', () => {
  expect([...fillForward(Float64Array.of(1, 2, no, no, 3, 6), 2, 'zero')]).toEqual([1, 2, 2, 4, 3, 6]);
  expect([...fillForward(Float64Array.of(no, no), 2, 'first-known')]).toEqual([0, 0]);
});
