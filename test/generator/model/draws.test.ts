import { expect, test } from 'vitest';
import { randomStream } from '../../../src/forecasting/random.ts';
import { negativeBinomial, poisson } from '../../../src/generator/model/draws.ts';

function momentsOf(draw: () => number): { readonly mean: number; readonly variance: number } {
  const draws = Array.from({ length: 40_000 }, draw);
  const mean = draws.reduce((sum, value) => sum + value, 0) / draws.length;
  return { mean, variance: draws.reduce((sum, value) => sum + (value - mean) ** 2, 0) / draws.length };
}

test.each([0.4, 5, 11.9, 12.1, 300])('Poisson draws of mean %d have that mean, and it as their variance', (wanted) => {
  const random = randomStream(1, 'poisson', wanted);
  const { mean, variance } = momentsOf(() => poisson(random, wanted));
  expect(mean / wanted).toBeCloseTo(1, 1);
  expect(variance / wanted).toBeCloseTo(1, 1);
});

test.each([
  [0.5, 3],
  [8, 30],
  [200, 25],
])('negative binomial draws of mean %d and shape %d vary by mean + mean² / shape', (wanted, shape) => {
  const random = randomStream(1, 'negative-binomial', wanted);
  const { mean, variance } = momentsOf(() => negativeBinomial(random, wanted, shape));
  expect(mean / wanted).toBeCloseTo(1, 1);
  expect(variance / (wanted + wanted ** 2 / shape)).toBeCloseTo(1, 1);
});
