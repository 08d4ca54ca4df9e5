import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planFits } from '../../src/jobs/fit-plan.ts';

describe('fits of a backtest', () => {
  test('one at every second window, which forecasts the window after it as well', () => {
    expect(planFits([105, 108, 111, 114, 117], 2)).toEqual([
      { cutoffIndex: 105, forecastFrom: [105, 108], name: 'windows 1 to 2 of 5' },
      { cutoffIndex: 111, forecastFrom: [111, 114], name: 'windows 3 to 4 of 5' },
      { cutoffIndex: 117, forecastFrom: [117], name: 'window 5 of 5' },
    ]);
  });

  test('law: every window is forecast once, by a fit that saw nothing after its cutoff', () => {
    const windows = fc
      .uniqueArray(fc.nat(200), { minLength: 1, maxLength: 12 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(windows, fc.integer({ min: 1, max: 14 }), (cutoffs, refitEvery) => {
        const fits = planFits(cutoffs, refitEvery);
        expect(fits.flatMap(({ forecastFrom }) => forecastFrom)).toEqual(cutoffs);
        expect(fits.every(({ cutoffIndex, forecastFrom }) => forecastFrom.every((from) => from >= cutoffIndex))).toBe(
          true,
        );
      }),
    );
  });
});
