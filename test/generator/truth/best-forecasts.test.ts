import { expect, test } from 'vitest';
import { bestForecasts } from '../../../src/generator/truth/best-forecasts.ts';

/** Probabilities of 0 … `most` units, straight from the formula with the gamma function's recurrence in logs. */
function probabilities(mean: number, shape: number, most: number): number[] {
  let log = shape * Math.log(shape / (shape + mean));
  return Array.from({ length: most + 1 }, (_, y) => {
    if (y > 0) log += Math.log((y - 1 + shape) / y) + Math.log(mean / (mean + shape));
    return Math.exp(log);
  });
}

/** The whole number with the least expected error. */
function leastBy(error: (forecast: number) => number, most: number): number {
  let best = 0;
  for (let forecast = 1; forecast <= most; forecast += 1) if (error(forecast) < error(best)) best = forecast;
  return best;
}

test.each([
  [0.4, 3],
  [1.5, 30],
  [7, 25],
  [60, 40],
])('for a mean of %d and a shape of %d no forecast has less error', (mean, shape) => {
  const chances = probabilities(mean, shape, 300);
  const absolute = (forecast: number) => chances.reduce((sum, chance, y) => sum + chance * Math.abs(forecast - y), 0);
  const relative = (forecast: number) =>
    chances.reduce((sum, chance, y) => (y === 0 ? sum : sum + (chance * Math.abs(forecast - y)) / y), 0);
  expect(bestForecasts(mean, shape)).toEqual({ median: leastBy(absolute, 120), relative: leastBy(relative, 120) });
});
