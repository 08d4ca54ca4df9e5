import { describe, expect, test } from 'vitest';
import { clusteredRows, effectiveRows, pooledRows } from '../../../src/datasets/drift/effective-rows.ts';
import { kolmogorovTail, ksPValue, ksStatistic } from '../../../src/datasets/drift/kolmogorov-smirnov.ts';
import { correctedPsi, expectedPsi, psi } from '../../../src/datasets/drift/psi.ts';
import { studentTail } from '../../../src/datasets/drift/student-t.ts';
import { randomStream } from '../../../src/forecasting/random.ts';

describe('population stability index', () => {
  test.each([
    ['equal shares, whatever the sizes', [10, 20, 30], [100, 200, 300], 0],
    // (0.4 - 0.5) ln 0.8 + (0.6 - 0.5) ln 1.2 = 0.1 ln 1.5
    ['a tenth moved between two halves', [50, 50], [40, 60], 0.1 * Math.log(1.5)],
    // (0.2 - 0.1) ln 2 + (0.1 - 0.2) ln 0.5 = 0.2 ln 2
    ['two bins change places', [10, 20, 70], [20, 10, 70], 0.2 * Math.log(2)],
    // An empty bin counts as 0.0001: (0.0001 - 0.5) ln 0.0002 + (1 - 0.5) ln 2
    ['an empty bin', [50, 50], [0, 100], -0.4999 * Math.log(0.0002) + 0.5 * Math.log(2)],
  ])('%s', (_case, reference, actual, expected) => {
    expect(psi(reference, actual)).toBeCloseTo(expected, 10);
    expect(psi(actual, reference)).toBeCloseTo(expected, 10);
  });

  test('chance alone gives (bins - 1)(1 / n + 1 / m), and the corrected one takes it away', () => {
    const random = randomStream(1, 'psi');
    const draw = (rows: number): number[] => {
      const counts = new Array<number>(10).fill(0);
      for (let row = 0; row < rows; row += 1) counts[Math.floor(10 * random())]! += 1;
      return counts;
    };
    const [n, m] = [300, 900];
    const pairs = Array.from({ length: 400 }, () => [draw(m), draw(n)] as const);
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(expectedPsi(10, n, m)).toBeCloseTo(0.04, 10);
    expect(mean(pairs.map(([r, a]) => psi(r, a)))).toBeCloseTo(0.04, 2);
    const corrected = pairs.map(([r, a]) => correctedPsi(r, a, { reference: m, actual: n }));
    expect(mean(corrected)).toBeLessThan(0.01);
    expect(Math.max(...corrected)).toBeLessThan(0.12);
  });

  test('counts bins that neither sample has for nothing', () => {
    const rows = { reference: 100, actual: 100 };
    expect(correctedPsi([50, 0, 50], [20, 0, 80], rows)).toBe(correctedPsi([50, 50], [20, 80], rows));
    expect(correctedPsi([100, 0], [30, 0], rows)).toBe(0);
  });
});

describe('Kolmogorov and Smirnov', () => {
  // N. Smirnov, Table for estimating the goodness of fit of empirical distributions, Annals of Mathematical Statistics 19, 1948.
  test.each([
    [1.22385, 0.1],
    [1.3581, 0.05],
    [1.62762, 0.01],
    [1.94947, 0.001],
    [0.82757, 0.5],
  ])('Q(%d) is %d', (x, expected) => {
    expect(kolmogorovTail(x)).toBeCloseTo(expected, 4);
  });

  test('the tail is 1 at 0 and falls all the way', () => {
    const tails = Array.from({ length: 40 }, (_, index) => kolmogorovTail(0.1 * index));
    expect(tails[0]).toBe(1);
    tails.slice(1).forEach((tail, index) => expect(tail).toBeLessThanOrEqual(tails[index]!));
  });

  test('the statistic is the largest distance of the distribution functions', () => {
    // 0.2, 0.5 and 0.9 against 0.1, 0.2 and 0.8.
    expect(ksStatistic([2, 3, 4, 1], [10, 10, 60, 20])).toBeCloseTo(0.3, 10);
    expect(ksStatistic([1, 1], [1, 1])).toBe(0);
    expect(ksStatistic([1, 0], [0, 1])).toBe(1);
  });

  test('few rows prove nothing, many prove the same distance', () => {
    expect(ksPValue(0.3, 8, 80)).toBeGreaterThan(0.3);
    expect(ksPValue(0.3, 200, 2000)).toBeLessThan(1e-10);
  });
});

// One-sided points of Student's t, as every table has them; the last two by their closed forms, 1/4 and 1/2 - t / (2 √(2 + t²)).
test.each([
  [2.131847, 4, 0.05],
  [4.540703, 3, 0.01],
  [2.228139, 10, 0.025],
  [-2.228139, 10, 0.975],
  [1, 1, 0.25],
  [2, 2, 0.5 - 2 / (2 * Math.sqrt(6))],
])('a Student t of %d with %d degrees of freedom: %d above it', (t, degrees, expected) => {
  expect(studentTail(t, degrees)).toBeCloseTo(expected, 5);
});

describe('rows that are not independent', () => {
  test.each([
    [100, 10, 1, 10],
    [100, 10, 0, 100],
    [100, 10, 0.5, 100 / 5.5],
    [5, 10, 1, 5],
  ])('%d rows in %d clusters of correlation %d are worth %d', (rows, clusters, rho, expected) => {
    expect(clusteredRows(rows, clusters, rho)).toBeCloseTo(expected, 10);
  });

  /** Weeks of two bins: the second one's share has a part of its own in each week. */
  const windowsOf = (spread: number): number[][] => {
    const random = randomStream(3, 'weeks');
    return Array.from({ length: 400 }, () => {
      const share = 0.5 + spread * (2 * random() - 1);
      let second = 0;
      for (let row = 0; row < 200; row += 1) if (random() < share) second += 1;
      return [200 - second, second];
    });
  };

  test('independent ones are worth themselves', () => {
    const worth = effectiveRows(windowsOf(0), 4000, 1);
    expect(worth).toBeGreaterThan(160);
    expect(worth).toBeLessThanOrEqual(200);
  });

  test('what all rows do in the same few weeks is worth the weeks, whatever the rows', () => {
    const holidays = Array.from({ length: 100 }, (_, week) => (week % 33 === 0 ? [0, 200] : [200, 0]));
    // 4 of 100 weeks are no edge that `effectiveRows` looks at.
    expect(effectiveRows(holidays, 4000, 1)).toBe(200);
    expect(pooledRows(holidays, 8)).toBeCloseTo(8, 10);
    expect(pooledRows(windowsOf(0.3), 8)).toBeCloseTo((8 * 0.25) / 0.0311, -1);
    expect(pooledRows(windowsOf(0), 8)).toBeGreaterThan(8 * 160);
    const one = [[200, 0], [], [200, 0]];
    expect(pooledRows(one, 4)).toBe(800);
  });

  test('ones that move together with their week are worth less', () => {
    // Variance of the share: 0.3² / 3 between weeks, 0.25 / 200 and a little less within: together about 0.0311.
    expect(effectiveRows(windowsOf(0.3), 4000, 1)).toBeCloseTo(0.25 / 0.0311, 0);
  });
});
