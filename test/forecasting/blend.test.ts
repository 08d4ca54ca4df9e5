import { expect, it } from 'vitest';
import { blend } from '../../src/forecasting/blend.ts';

const log = Math.log1p;

it('is the weighted mean in logs', () => {
  const [value] = blend({ lasso: 0.25, network: 0.75 }, { lasso: [3], network: [8] }, 1);
  expect(value).toBeCloseTo(0.25 * log(3) + 0.75 * log(8), 12);
});

it('leaves the weight of a missing member to the other', () => {
  const weights = { lasso: 0.25, network: 0.75 };
  expect([...blend(weights, { lasso: [3, Number.NaN], network: [Number.NaN, 8] }, 2)]).toEqual([log(3), log(8)]);
  expect([...blend({ lasso: 1, network: 0 }, { network: [8] }, 1)]).toEqual([log(8)]);
  expect([...blend(weights, {}, 1)]).toEqual([Number.NaN]);
});
