import { expect, test } from 'vitest';
import type { ForecastExplanation } from '../../../src/contracts/explanation.ts';
import { changeParts } from '../../../src/forecasting/index.ts';

const log = Math.log1p;

/** A forecast of two members, half each: a LASSO of one group, and a network. */
function explanation(price: number, network: number): ForecastExplanation {
  const lasso = log(10) + price;
  const blend = 0.5 * lasso + 0.5 * log(network);
  const logUnits = blend + 0.1;
  const units = Math.expm1(logUnits);
  return {
    ...{ store: 'n1', item: 'apples', cutoff: '2025-10-06', step: 1, week: '2025-10-13', baseline: 9 },
    members: {
      lasso: { units: Math.expm1(lasso), logUnits: lasso, weight: 0.5 },
      network: { units: network, logUnits: log(network), weight: 0.5 },
    },
    lasso: {
      ...{ regression: '(pooled)', intercept: log(10), shift: 0, clipping: 0, logUnits: lasso },
      groups: [{ group: 'price', logUnits: price, columns: [] }],
    },
    ...{ othersChange: blend - lasso, calibration: 0.1, ensemble: { units, logUnits } },
    ...{ mean: units, p10: units, p50: units, p90: units },
  };
}

test('each member counts by its weight, the LASSO by group, and together they are the change', () => {
  const [before, after] = [explanation(0, 20), explanation(0.3, 25)];
  const parts = changeParts(before, after);
  expect(parts).toEqual([
    { by: 'lasso', group: 'price', logUnits: expect.closeTo(0.15, 9) as unknown },
    { by: 'network', logUnits: expect.closeTo(0.5 * (log(25) - log(20)), 9) as unknown },
  ]);
  const sum = parts.reduce((total, { logUnits }) => total + logUnits, 0);
  expect(sum).toBeCloseTo(after.ensemble.logUnits - before.ensemble.logUnits, 9);
});

test('a LASSO without a forecast of its own is one part, like the other members', () => {
  const { lasso: _, ...without } = explanation(0, 20);
  const { lasso: __, ...later } = explanation(0.3, 20);
  expect(changeParts(without, later)).toEqual([{ by: 'lasso', logUnits: expect.closeTo(0.15, 9) as unknown }]);
});
