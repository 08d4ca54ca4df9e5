import { expect, it } from 'vitest';
import { meanFactorOf } from '../../src/forecasting/mean-factor.ts';

/** Two rows a window; actual units per window over forecasts of 9 (log 10). */
function residualsOf(ratios: readonly number[]) {
  const rows = ratios.flatMap((ratio, window) => [1, 2].map((step) => ({ ratio, step, window: `window-${window}` })));
  return {
    values: Float64Array.from(rows, ({ ratio }) => Math.log1p(9 * ratio) - Math.log(10)),
    logForecast: Float64Array.from(rows, () => Math.log(10)),
    step: rows.map(({ step }) => step),
    window: rows.map(({ window }) => window),
  };
}

it('is the ratio of what was sold to what was forecast, where every window says so', () => {
  expect(meanFactorOf(residualsOf([1.25, 1.25, 1.25, 1.25]))).toBeCloseTo(1.25, 9);
});

it('is half believed where windows differ by as much as they differ from 1', () => {
  const factor = meanFactorOf(residualsOf([1.6, 1, 1.2, 1.2]));
  expect(factor).toBeGreaterThan(1.1);
  expect(factor).toBeLessThan(1.25);
  expect(meanFactorOf(residualsOf([1.5, 0.7, 1.4, 0.6]))).toBeCloseTo(1, 1);
});

it('is 1 where nothing was sold or forecast', () => {
  const nothing = { values: Float64Array.of(0), logForecast: Float64Array.of(0), step: [1], window: ['a'] };
  expect(meanFactorOf(nothing)).toBe(1);
});
