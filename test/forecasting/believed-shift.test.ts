import { expect, it } from 'vitest';
import { believedShift } from '../../src/forecasting/believed-shift.ts';

it('is nearly the whole shift where many windows agree on a large one', () => {
  expect(believedShift(0.3, [0, 0, 0, 0])).toBeGreaterThan(0.29);
  expect(believedShift(-0.3, [0, 0, 0, 0])).toBe(-believedShift(0.3, [0, 0, 0, 0]));
});

it('is little of one window, however large its rows are, and less where windows contradict each other', () => {
  expect(believedShift(0.05, [0])).toBeLessThan(0.015);
  expect(believedShift(0.05, [0, 0, 0, 0])).toBeGreaterThan(2 * believedShift(0.05, [0]));
  expect(believedShift(0.1, [0.3, -0.3, 0])).toBeLessThan(0.02);
});

it('is nothing of nothing', () => {
  expect(believedShift(0, [0.2, -0.2])).toBe(0);
});
