import { expect, test } from 'vitest';
import { grocerFits, judgedRounds } from '../../../../bench/accuracy/protocols/grocer.ts';

test('rounds end with the last week', () => {
  expect(judgedRounds(200, 3)).toEqual([188, 191, 194, 197]);
  expect(judgedRounds(200, 13)).toEqual([187]);
});

test('windows before the first round share fits as in a cycle; rounds have their own, and the last week one more', () => {
  const fits = grocerFits([188, 191, 194, 197], 200, { nWindows: 4, refitEvery: 2, horizonWeeks: 3 });
  expect(fits).toEqual([
    { cutoff: 176, forecastFrom: [176, 179] },
    { cutoff: 182, forecastFrom: [182, 185] },
    { cutoff: 188, forecastFrom: [188] },
    { cutoff: 191, forecastFrom: [191] },
    { cutoff: 194, forecastFrom: [194] },
    { cutoff: 197, forecastFrom: [197] },
    { cutoff: 200, forecastFrom: [] },
  ]);
});
