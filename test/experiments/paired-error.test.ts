import { describe, expect, test } from 'vitest';
import { pairedError, type WeekSums } from '../../src/experiments/paired-error.ts';
import { randomStream } from '../../src/forecasting/random.ts';

const week = (errorA: number, errorB: number, whole = 100): WeekSums => ({ errorA, errorB, whole });

describe('the difference of two errors', () => {
  test('over weeks of the same size is that of the paired t test', () => {
    // Differences −2, −1, −3, 0, −4 of 100 units: mean −2, standard deviation √2.5, standard error √0.5 = 0.7071.
    const error = pairedError([week(12, 10), week(9, 8), week(13, 10), week(8, 8), week(14, 10)])!;
    expect(error).toMatchObject({ weeks: 5, verdict: 'b-better' });
    expect(error.a).toBeCloseTo(0.112, 12);
    expect(error.b).toBeCloseTo(0.092, 12);
    expect(error.difference).toBeCloseTo(-0.02, 12);
    expect(error.standardError).toBeCloseTo(0.007071, 6);
    // t with 4 degrees of freedom: 2.776; t = −2.828 has p = 0.0474.
    expect(error.interval?.low).toBeCloseTo(-0.03963, 5);
    expect(error.interval?.high).toBeCloseTo(-0.00037, 5);
    expect(error.pValue).toBeCloseTo(0.0474, 4);
  });

  test('weighs weeks by what was sold', () => {
    // d = −12 / 400 = −0.03; residuals 1, 0, 1, −2: var = 4/3 · 6 / 400².
    const error = pairedError([week(10, 8), week(10, 7), week(10, 8), week(12, 7, 100)])!;
    expect(error.difference).toBeCloseTo(-0.03, 12);
    expect(error.standardError).toBeCloseTo(Math.sqrt(8) / 400, 12);
    const unequal = pairedError([week(10, 8, 50), week(10, 9, 150), week(10, 9, 100), week(10, 10, 100)])!;
    // d = −4 / 400 = −0.01; residuals −1.5, 0.5, 0, 1.
    expect(unequal.difference).toBeCloseTo(-0.01, 12);
    expect(unequal.standardError).toBeCloseTo(Math.sqrt((4 / 3) * 3.5) / 400, 12);
  });

  test('of fewer than four weeks has no result', () => {
    expect(pairedError([])).toBeNull();
    expect(pairedError([week(1, 2, 0)])).toBeNull();
    expect(pairedError([week(12, 8)])).toMatchObject({ interval: null, pValue: null, verdict: 'too-few-weeks' });
    expect(pairedError([week(12, 8), week(12, 8), week(12, 8)])).toMatchObject({ weeks: 3, verdict: 'too-few-weeks' });
    expect(pairedError([week(8, 12), week(8, 12), week(8, 12), week(8, 12)])?.verdict).toBe('a-better');
  });

  test('that is none is no difference', () => {
    const error = pairedError([week(12, 12), week(9, 9), week(9, 9), week(3, 3)]);
    expect(error).toMatchObject({ difference: 0, interval: { low: 0, high: 0 }, pValue: 1, verdict: 'no-difference' });
  });

  test('is found by chance one time in twenty, also where rows of a week share a shock', () => {
    const random = randomStream(5, 'weeks');
    const shock = () => random() + random() + random() + random() - 2;
    const trials = 4000;
    let shown = 0;
    for (let trial = 0; trial < trials; trial += 1) {
      const weeks = Array.from({ length: 12 }, () => week(100, 100 + 10 * shock(), 400 + 100 * random()));
      if (pairedError(weeks)?.verdict !== 'no-difference') shown += 1;
    }
    expect(shown / trials).toBeGreaterThan(0.04);
    expect(shown / trials).toBeLessThan(0.06);
  });
});
