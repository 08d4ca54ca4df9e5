import fc from 'fast-check';
import { expect, it } from 'vitest';
import { simplexMinimum } from '../../src/forecasting/simplex-minimum.ts';

const squared = (target: readonly number[]) => (shares: readonly number[]) =>
  shares.reduce((sum, share, i) => sum + (share - target[i]!) ** 2, 0);

it('law: finds the shares of a quadratic loss, for any number of them', () => {
  const anyTarget = fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 })
    .filter((values) => values.some((value) => value > 0.01))
    .map((values) => values.map((value) => value / values.reduce((sum, one) => sum + one, 0)));
  fc.assert(
    fc.property(anyTarget, (target) => {
      const even = target.map(() => 1 / target.length);
      const found = simplexMinimum(even, squared(target));
      expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      found.forEach((share, i) => {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(Math.abs(share - target[i]!)).toBeLessThan(0.051);
      });
    }),
  );
});

it('goes to a corner where only one is any good, and stays where nothing is better', () => {
  expect(simplexMinimum([0.5, 0.25, 0.25], ([, second]) => 1 - second!)).toEqual([0, 1, 0]);
  expect(simplexMinimum([0.3, 0.7], () => 1)).toEqual([0.3, 0.7]);
});
