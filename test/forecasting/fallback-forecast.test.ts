import { describe, expect, it } from 'vitest';
import { fallbackForecast } from '../../src/forecasting/index.ts';
import { panelOfUnits } from './make-panel.ts';
import { seasonalPanel } from './seasonal/seasonal-panel.ts';

const backtest = { nWindows: 4, stepSizeWeeks: 3, refitEvery: 2 };
const options = { horizonWeeks: 3, leadWeeks: 0, backtest, aim: 'balanced' } as const;

describe('the fallback of a segment without a model', () => {
  const panel = seasonalPanel({ noise: 0.1, yearlyGrowth: 0.2 });

  it('is the seasonal member where it did better, with mean and quantiles in order', () => {
    const { by, reason, seasonal, published } = fallbackForecast(panel, { ...options, items: panel.items });
    expect([by, reason]).toEqual([
      'seasonal',
      expect.stringMatching(/^WAPE seasonal \d+\.\d%, baseline \d+\.\d%, on 96 rows$/),
    ]);
    expect(published.ensemble).toEqual(seasonal.values);
    published.p50.forEach((middle, row) => {
      expect(published.p10[row]!).toBeLessThanOrEqual(middle);
      expect(published.p90[row]!).toBeGreaterThanOrEqual(middle);
      expect(Math.abs(published.mean[row]! / published.ensemble[row]! - 1)).toBeLessThan(0.1);
    });
  });

  it('is the one that was asked for, without a word', () => {
    const { by, reason, baseline, published } = fallbackForecast(panel, {
      ...options,
      items: panel.items,
      wanted: 'baseline',
    });
    expect([by, reason]).toEqual(['baseline', '']);
    expect(published.ensemble).toEqual(baseline.values);
  });

  it('is the mean where sales jump about it', () => {
    const jumping = Array.from({ length: 60 }, (_, week) => (Math.floor(week / 6) % 2 === 0 ? 40 : 60));
    const some = panelOfUnits([jumping, jumping.map((units) => 2 * units)]);
    expect(fallbackForecast(some, { ...options, items: some.items, aim: 'wape' }).by).toBe('baseline');
  });

  it('is the level where history is short, without quantiles, and says so', () => {
    const short = panelOfUnits([[4, 6, 5, 5, 4, 6]]);
    const { by, reason, published } = fallbackForecast(short, { ...options, items: short.items });
    expect(by).toBe('seasonal');
    expect(reason).toBe('no window to compare it with the mean; level only: 6 weeks with sales, a season needs 104');
    expect(published.ensemble.every((units) => units > 4 && units < 6)).toBe(true);
    expect(published.p10.every(Number.isNaN)).toBe(true);
  });
});
