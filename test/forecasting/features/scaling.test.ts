import { expect, it } from 'vitest';
import { fitScaling, scaled } from '../../../src/forecasting/features/scaling.ts';

it('scales by the training rows and clips', () => {
  const scaling = fitScaling(Float64Array.of(1, 5, 3, 5), 2);
  expect([...scaling.mean]).toEqual([2, 5]);
  expect([...scaling.deviation]).toEqual([1, 0]);
  expect(scaled(scaling, 0, 4, 5)).toBe(2);
  expect(scaled(scaling, 0, 100, 5)).toBe(5);
  expect(scaled(scaling, 0, -100, 5)).toBe(-5);
});

it('turns a constant column to zero, whatever comes later', () => {
  const scaling = fitScaling(Float32Array.of(0.1, 0.1, 0.1), 1);
  expect(scaled(scaling, 0, 7, 6)).toBe(0);
});

it('learns from the chosen rows alone', () => {
  expect([...fitScaling(Float64Array.of(1, 100, 3), 1, Int32Array.of(0, 2)).mean]).toEqual([2]);
});
