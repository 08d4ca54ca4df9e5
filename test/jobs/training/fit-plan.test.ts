import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addWeeks, type Week } from '../../../src/contracts/week.ts';
import { planFits } from '../../../src/jobs/training/fit-plan.ts';

/** Index 0 is week 2,400 since 1970: a multiple of 10. */
const weeksFrom = (first: Week, n: number): Week[] => Array.from({ length: n }, (_, w) => addWeeks(first, w));
const weeks = weeksFrom('2015-12-31', 260);
const rule = { refitEvery: 2, stepSizeWeeks: 3 };
const windowsBefore = (cutoff: number): number[] => [cutoff - 12, cutoff - 9, cutoff - 6, cutoff - 3];

describe('fits of a backtest', () => {
  test('windows are forecast by the fit before them on a grid of ten weeks', () => {
    expect(planFits(weeks, [105, 108, 111, 114], rule)).toEqual([
      { cutoffIndex: 100, forecastFrom: [105, 108], name: 'windows 1 to 2 of 4' },
      { cutoffIndex: 110, forecastFrom: [111, 114], name: 'windows 3 to 4 of 4' },
    ]);
  });

  test('the cycle of the next week needs a new fit once in ten weeks', () => {
    const known = new Set(planFits(weeks, windowsBefore(120), rule).map(({ cutoffIndex }) => cutoffIndex));
    const fresh = Array.from({ length: 12 }, (_, week) => {
      const needed = planFits(weeks, windowsBefore(121 + week), rule).map(({ cutoffIndex }) => cutoffIndex);
      const more = needed.filter((cutoff) => !known.has(cutoff));
      more.forEach((cutoff) => known.add(cutoff));
      return more.length;
    });
    expect(fresh.reduce((sum, n) => sum + n)).toBe(1);
  });

  test('the default windows never need more than two fits', () => {
    const needed = Array.from({ length: 40 }, (_, week) => planFits(weeks, windowsBefore(121 + week), rule).length);
    expect(Math.max(...needed)).toBe(2);
  });

  test('the grid is the same for weeks that start on another day, and for a panel that starts later', () => {
    const mondays = weeksFrom('2016-01-04', 260);
    const cutoffs = (of: readonly Week[], first: number): Week[] =>
      planFits(of, [first, first + 3], rule).map(({ cutoffIndex }) => of[cutoffIndex]!);
    expect(cutoffs(mondays.slice(50), 60)).toEqual(cutoffs(mondays, 110));
  });

  test('no fit has fewer than 20 weeks', () => {
    expect(planFits(weeks.slice(5), [20, 23], rule)).toEqual([
      { cutoffIndex: 19, forecastFrom: [20, 23], name: 'windows 1 to 2 of 2' },
    ]);
  });

  test('where windows lie far apart, every second has a fit at its own cutoff', () => {
    expect(planFits(weeks, [105, 118, 131], { refitEvery: 2, stepSizeWeeks: 13 })).toEqual([
      { cutoffIndex: 105, forecastFrom: [105, 118], name: 'windows 1 to 2 of 3' },
      { cutoffIndex: 131, forecastFrom: [131], name: 'window 3 of 3' },
    ]);
  });

  test('refitted at each window, each has its own', () => {
    const fits = planFits(weeks, [105, 108], { refitEvery: 1, stepSizeWeeks: 3 });
    expect(fits.map(({ cutoffIndex }) => cutoffIndex)).toEqual([105, 108]);
  });

  test('law: every window is forecast once, by a fit that saw nothing after its cutoff', () => {
    const windows = fc
      .uniqueArray(fc.integer({ min: 19, max: 200 }), { minLength: 1, maxLength: 12 })
      .map((all) => all.sort((a, b) => a - b));
    const some = fc.integer({ min: 1, max: 14 });
    fc.assert(
      fc.property(windows, some, some, (cutoffs, refitEvery, stepSizeWeeks) => {
        const fits = planFits(weeks, cutoffs, { refitEvery, stepSizeWeeks });
        expect(fits.flatMap(({ forecastFrom }) => forecastFrom)).toEqual(cutoffs);
        for (const { cutoffIndex, forecastFrom } of fits) {
          expect(cutoffIndex).toBeGreaterThanOrEqual(19);
          expect(forecastFrom.every((from) => from >= cutoffIndex)).toBe(true);
        }
      }),
    );
  });
});
