import { expect, test } from 'vitest';
import { readableValue } from '../../../src/forecasting/explain/readable-value.ts';

test.each([
  ['price', Math.log(1.99), '1.99'],
  ['price-lag-2', Math.log(2), '2'],
  ['price-against-13', Math.log(0.8), '−20%'],
  ['depth', 0, '+0%'],
  ['units-lag-0', Math.log1p(120), '120 units'],
  ['level', Math.log1p(33.333), '33.3 units'],
  ['eff', Math.log(1.2), '+20%'],
  ['season-profile', Math.log(0.9), '−10%'],
  ['residual-mean-8', Math.log(1.5), '+50%'],
  ['promotion:deal', 0.25, '0.25'],
])('%s of %d reads %s', (column, value, text) => {
  expect(readableValue(column, value)).toBe(text);
});
