import { describe, expect, test } from 'vitest';
import { baselineForecast, backtestRows, forecastOutOfWindow, type Panel } from '../../../src/forecasting/index.ts';
import { chooseSeries } from '../../../src/jobs/backtest/choose-series.ts';
import { makePanel } from '../../forecasting/make-panel.ts';

const segment = { region: 'test', format: 'large', velocity: 'fast' } as const;

/** Two windows in which the LASSO says what was sold, except for one store of which it says a tenth. */
function rowsOf(panel: Panel, wrongStore: number) {
  const windows = [50, 52].map((cutoffIndex) => {
    const baseline = baselineForecast(panel, panel.items, cutoffIndex, 2);
    const values = baseline.values.map((_, row) => {
      const series = baseline.seriesIndex[row]!;
      const units = panel.units[series * panel.weeks.length + cutoffIndex + baseline.step[row]!]!;
      return panel.seriesStore[series] === wrongStore ? units / 10 : units;
    });
    return { cutoffIndex, baseline, lasso: { ...baseline, values } };
  });
  return forecastOutOfWindow(backtestRows(panel, windows));
}

describe('series to look at', () => {
  // The level grows with the store, so the largest series is of the last one.
  const panel = makePanel({ stores: 4, items: 1 });
  const chosen = chooseSeries(segment, panel, rowsOf(panel, 1));

  test('are the largest, a middling and the worst one', () => {
    expect(chosen.map(({ why }) => why)).toEqual(['largest', 'typical', 'worst']);
    expect(chosen[0]?.store).toBe('store-3');
    expect(chosen[2]).toMatchObject({ store: 'store-1', segment });
    expect(chosen[2]!.mape).toBeCloseTo(0.9, 1);
  });

  test('come with their sales from before the first window to the last target week', () => {
    const { actuals, forecasts } = chosen[0]!;
    expect(actuals.map(({ week }) => week)).toEqual(panel.weeks.slice(50 - 15, 55));
    expect(actuals.at(-1)!.units).toBe(panel.units[3 * panel.weeks.length + 54]);
    expect(forecasts.map(({ cutoff, step, week }) => [cutoff, step, week])).toEqual(
      [50, 52].flatMap((cutoff) => [1, 2].map((step) => [panel.weeks[cutoff], step, panel.weeks[cutoff + step]])),
    );
  });

  test('a series is shown once', () => {
    const single = makePanel({ stores: 1, items: 1 });
    expect(chooseSeries(segment, single, rowsOf(single, 5)).map(({ why }) => why)).toEqual(['largest']);
  });
});
