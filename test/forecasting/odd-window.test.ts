import { expect, it } from 'vitest';
import { backtestRows, baselineForecast, seasonalForecast } from '../../src/forecasting/index.ts';
import { oddityIn } from '../../src/forecasting/odd-window.ts';
import { seasonalPanel, withUnits } from './seasonal/seasonal-panel.ts';

const whole = seasonalPanel({ weeks: 150, noise: 0.1 });
/** Half a year without sales in any store. */
const gap = withUnits(whole, (_, week, units) => (week >= 100 && week < 126 ? Number.NaN : units));

it('a cutoff inside a gap is not like the rest, and the reason says what is missing', () => {
  expect(oddityIn(gap)(110, 3)).toBe('0% of the series have sales in the 4 weeks before it, usually 100%');
  expect(oddityIn(gap)(97, 6)).toBe('33% of the series have sales in its weeks, usually 100%');
  expect([oddityIn(gap)(90, 6), oddityIn(gap)(140, 6), oddityIn(whole)(110, 6)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

it('data in which most weeks have no row are as they always are', () => {
  const sparse = withUnits(whole, (s, week, units) => ((week + s) % 6 === 0 ? units : Number.NaN));
  expect(oddityIn(sparse)(110, 6)).toBeUndefined();
});

it('series that have ended, or not yet begun, are not missing', () => {
  const changing = withUnits(whole, (s, week, units) => ((s % 2 === 0 ? week > 110 : week < 111) ? Number.NaN : units));
  expect(oddityIn(changing)(112, 4)).toBeUndefined();
});

it('backtest rows carry it', () => {
  const windows = [90, 110, 140].map((cutoffIndex) => ({
    cutoffIndex,
    baseline: baselineForecast(gap, gap.items, cutoffIndex, 3),
    seasonal: seasonalForecast(gap, gap.items, cutoffIndex, 3),
  }));
  expect(Object.keys(backtestRows(gap, windows).odd!)).toEqual([gap.weeks[110]]);
});
