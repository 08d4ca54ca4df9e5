import { expect, it } from 'vitest';
import type { Design } from '../../../src/forecasting/lasso/design.ts';
import { topCoefficients } from '../../../src/forecasting/lasso/top-coefficients.ts';

const features = ['price', 'promotion:deal', 'units-lag-0', 'time'];
const design: Design = {
  scaling: { mean: Float64Array.of(1, 0.2, 3, 30), deviation: Float64Array.of(0.1, 0.4, 0.5, 2) },
  products: [[0, 1]],
  stores: ['north'],
  derivedScaling: { mean: Float64Array.of(0, 0.5), deviation: Float64Array.of(1.25, 0.5) },
};
const coefficients = Float64Array.of(-0.2, 0.28, 0, 0.01, 0.05, -0.1);

it('names the columns by the effect of a standard deviation, in their own units', () => {
  const rows = topCoefficients(design, coefficients, features, ['deal'], 10);
  expect(rows.map(({ column, perDeviation }) => [column, perDeviation])).toEqual([
    ['promotion:deal', 0.28],
    ['price', -0.2],
    ['store:north', -0.1],
    ['price × promotion:deal', 0.05],
    ['time', 0.01],
  ]);
  const perUnit = rows.map((row) => row.perUnit);
  // 0.28 / 0.4, -0.2 / 0.1, -0.1 / 0.5, 0.05 / (1.25 · 0.1 · 0.4), 0.01 / 2
  [0.7, -2, -0.2, 1, 0.005].forEach((expected, i) => expect(perUnit[i]).toBeCloseTo(expected, 12));
});

it('says it in words', () => {
  const rows = topCoefficients(design, coefficients, features, ['deal'], 10);
  expect(rows.map(({ inWords }) => inWords)).toEqual([
    'promotion:deal up by one: +101% units',
    // 0.9^-2
    '10% lower price: +23% units',
    'in north: −18% units',
    'price × promotion:deal up by a standard deviation: +5.1% units',
    'time up by a standard deviation: +1.0% units',
  ]);
});

it('takes no product for a price, whatever it begins with', () => {
  const names = ['price-against-13', 'promotion:deal', 'units-lag-0', 'time'];
  const [, , , product] = topCoefficients(design, coefficients, names, ['deal'], 10);
  expect(product!.inWords).toBe('price-against-13 × promotion:deal up by a standard deviation: +5.1% units');
});

it('keeps as many as asked for', () => {
  expect(topCoefficients(design, coefficients, features, [], 1).map(({ column }) => column)).toEqual([
    'promotion:deal',
  ]);
});

it('explains the forecast: a change of a feature times its coefficient is the change of the logs', () => {
  // Price 0.1 above its mean in a deal: both features and their product move.
  const scaled = [(1.1 - 1) / 0.1, (1 - 0.2) / 0.4];
  const product = (scaled[0]! * scaled[1]!) / 1.25;
  const inScaled = -0.2 * scaled[0]! + 0.28 * scaled[1]! + 0.05 * product;
  const of = new Map(topCoefficients(design, coefficients, features, [], 10).map((row) => [row.column, row.perUnit]));
  const inUnits =
    of.get('price')! * 0.1 + of.get('promotion:deal')! * 0.8 + of.get('price × promotion:deal')! * 0.1 * 0.8;
  expect(inUnits).toBeCloseTo(inScaled, 12);
});
