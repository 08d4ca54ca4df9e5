import { expect, it } from 'vitest';
import { randomStream } from '../../../src/forecasting/random.ts';
import { weightedMedian } from '../../../src/forecasting/trees/weighted-median.ts';

function bySorting(values: readonly number[], weights: readonly number[]): number {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  return values[order.find((at) => (sum += weights[at]!) >= total / 2)!]!;
}

it('is the value with half of the weight at or below it, as by sorting', () => {
  const random = randomStream(1, 'median');
  for (let count = 1; count < 60; count++) {
    const values = Array.from({ length: count }, () => Math.floor(10 * random()));
    const weights: number[] = Array.from({ length: count }, () => (1 + Math.floor(8 * random())) / 4);
    expect(weightedMedian(Float64Array.from(values), Float64Array.from(weights))).toBe(bySorting(values, weights));
  }
});

it('is 0 without weight', () => {
  expect(weightedMedian(new Float64Array(0), new Float64Array(0))).toBe(0);
  expect(weightedMedian(Float64Array.of(3), Float64Array.of(0))).toBe(0);
});
