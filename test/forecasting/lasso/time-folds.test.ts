import fc from 'fast-check';
import { expect, it } from 'vitest';
import { timeFolds } from '../../../src/forecasting/lasso/time-folds.ts';

it('covers the later half of the weeks, with a gap before each fold', () => {
  expect(timeFolds(0, 11, 3, 2)).toEqual([
    { trainUntil: 3, validateFrom: 6, validateUntil: 7 },
    { trainUntil: 5, validateFrom: 8, validateUntil: 9 },
    { trainUntil: 7, validateFrom: 10, validateUntil: 11 },
  ]);
});

it('leaves out folds without weeks to train or validate on', () => {
  expect(timeFolds(5, 5, 3, 0)).toEqual([]);
  expect(timeFolds(0, 3, 3, 5)).toEqual([]);
});

it('never validates on what it trained on', () => {
  fc.assert(
    fc.property(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 8 }), fc.nat(6), (first, weeks, nFolds, gap) => {
      let previous = -1;
      for (const fold of timeFolds(first, first + weeks, nFolds, gap)) {
        expect(fold.trainUntil).toBe(fold.validateFrom - 1 - gap);
        expect(fold.validateFrom).toBeGreaterThan(previous);
        previous = fold.validateUntil;
        expect(previous).toBeLessThanOrEqual(first + weeks);
      }
    }),
  );
});
