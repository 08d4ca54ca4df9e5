import { describe, expect, it } from 'vitest';
import { fitIntervals, quantilesOf } from '../../src/forecasting/intervals.ts';
import { quantile } from '../../src/forecasting/quantile.ts';
import { randomStream } from '../../src/forecasting/random.ts';
import type { Residuals } from '../../src/forecasting/residuals.ts';

const hundred = Float64Array.from({ length: 101 }, (_, i) => i);

it('interpolates quantiles', () => {
  expect(quantile(hundred, 0.1)).toBe(10);
  expect(quantile(Float64Array.of(1, 2), 0.25)).toBe(1.25);
  expect(quantile(Float64Array.of(4), 0.9)).toBe(4);
});

/** Residuals of windows × steps × series, made by a rule. */
function residualsOf(
  windows: number,
  steps: number,
  series: number,
  rule: (at: { window: number; step: number; series: number }) => number,
  logForecast = 3,
): Residuals {
  const at = Array.from({ length: windows * steps * series }, (_, row) => ({
    window: Math.floor(row / (steps * series)),
    step: (Math.floor(row / series) % steps) + 1,
    series: row % series,
  }));
  return {
    values: Float64Array.from(at, rule),
    logForecast: new Float64Array(at.length).fill(logForecast),
    step: at.map(({ step }) => step),
    window: at.map(({ window }) => `window-${window}`),
  };
}

/** Normal noise from a seed. */
function noise(seed: number): () => number {
  const random = randomStream(seed, 'intervals');
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('fitIntervals', () => {
  it('many independent rows have the quantiles of their distribution', () => {
    const normal = noise(1);
    const model = fitIntervals(residualsOf(10, 2, 500, () => normal()));
    const { p10, p50, p90 } = quantilesOf(model, 1, 3);
    expect(p10).toBeCloseTo(-1.28, 1);
    expect(Math.abs(p50)).toBeLessThan(0.05);
    expect(p90).toBeCloseTo(1.28, 1);
  });

  it('rows that share the shocks of their weeks count as few, and few rows have wider intervals', () => {
    const shocks = Array.from({ length: 12 }, noise(2));
    const shared = residualsOf(12, 1, 100, ({ window }) => shocks[window]!);
    const { p10, p90 } = quantilesOf(fitIntervals(shared), 1, 3);
    // 1,200 rows of correlation 1 (of which twelve weeks are believed two thirds) are worth 17: P90 is their 95.3% quantile.
    const n = 1200 / (1 + 99 * 0.7);
    const level = (0.9 * (n + 1)) / n;
    const sorted = Float64Array.from(shared.values).sort();
    expect(level).toBeGreaterThan(0.95);
    expect(p90).toBeCloseTo(quantile(sorted, level), 10);
    expect(p10).toBeCloseTo(quantile(sorted, 1 - level), 10);
  });

  it('pools steps until twelve weeks are together, and keeps them apart where windows are many', () => {
    const grows = ({ step, series }: { step: number; series: number }) => step * (series - 50);
    const few = fitIntervals(residualsOf(2, 3, 101, grows));
    expect(quantilesOf(few, 1, 3)).toEqual(quantilesOf(few, 3, 3));
    const many = fitIntervals(residualsOf(12, 3, 101, grows));
    expect(quantilesOf(many, 3, 3).p90).toBeGreaterThan(2.5 * quantilesOf(many, 1, 3).p90);
    expect(quantilesOf(many, 9, 3)).toEqual(quantilesOf(many, 3, 3));
  });

  it('P50 is the same for all steps, and no shift is taken that other windows do not bear out', () => {
    const normal = noise(3);
    const steady = fitIntervals(residualsOf(4, 2, 200, () => 0.3 + 0.2 * normal()));
    expect(quantilesOf(steady, 1, 3).p50).toBeCloseTo(0.3, 1);
    expect(quantilesOf(steady, 1, 3).p50).toBe(quantilesOf(steady, 2, 3).p50);
    // Windows that err to either side: whatever three of them say makes the fourth worse.
    const swinging = fitIntervals(
      residualsOf(4, 2, 200, ({ window }) => (window % 2 === 0 ? 0.5 : -0.5) + 0.1 * normal()),
    );
    expect(quantilesOf(swinging, 1, 3).p50).toBe(0);
    expect(quantilesOf(fitIntervals(residualsOf(1, 2, 200, () => 0.5)), 1, 3).p50).toBe(0);
  });

  it('a row that its member calls twice as uncertain has an interval twice as wide', () => {
    const normal = noise(4);
    const base = residualsOf(8, 2, 100, ({ series }) => (series % 2 === 0 ? 0.2 : 0.4) * normal());
    const variance = Float64Array.from(base.values, (_, row) => (row % 2 === 0 ? 0.04 : 0.16));
    const model = fitIntervals({ ...base, variance });
    const [calm, wild] = [0.04, 0.16].map((one) => quantilesOf(model, 1, 3, one));
    expect((wild!.p90 - wild!.p50) / (calm!.p90 - calm!.p50)).toBeCloseTo(2, 6);
    expect(calm!.p90).toBeGreaterThan(0.2);
    expect(calm!.p90).toBeLessThan(0.32);
  });

  it('without a variance small numbers have wider intervals than large ones, where they scatter more', () => {
    const normal = noise(5);
    const at = Array.from({ length: 4000 }, (_, row) => ({ log: 1 + 5 * ((row % 100) / 100) }));
    const model = fitIntervals({
      values: Float64Array.from(at, ({ log }) => (0.1 + Math.exp(-log / 2)) * normal()),
      logForecast: Float64Array.from(at, ({ log }) => log),
      step: at.map(() => 1),
      window: at.map((_, row) => `window-${row % 12}`),
    });
    expect(model.spread?.by).toBe('volume');
    expect(quantilesOf(model, 1, 1.5).p90).toBeGreaterThan(2 * quantilesOf(model, 1, 5).p90);
  });
});
