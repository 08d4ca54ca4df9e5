import { expect, it } from 'vitest';
import { aimedShare } from '../../src/forecasting/aimed-share.ts';

it('is what members other than the seasonal one have of the weight, and nothing where the baseline stands in for all', () => {
  const weights = { lasso: 0.3, network: 0.5, seasonal: 0.2 };
  const columns = {
    lasso: [1, Number.NaN, 1, 1],
    network: [1, 1, Number.NaN, 1],
    seasonal: [1, 1, 1, Number.NaN],
  };
  const byBaseline = { lasso: [0, 0, 0, 1], network: [0, 0, 0, 1] };
  const shares = aimedShare(weights, columns, byBaseline, 4);
  expect(shares[0]).toBeCloseTo(0.8, 12);
  expect(shares[1]).toBeCloseTo(0.5 / 0.7, 12);
  expect(shares[2]).toBeCloseTo(0.3 / 0.5, 12);
  expect(shares[3]).toBe(0);
  // Without any weight they share equally.
  expect(aimedShare({ network: 1 }, { lasso: [1], trees: [1], seasonal: [1] }, {}, 1)[0]).toBeCloseTo(2 / 3, 12);
});
