import { lossOf } from '../contracts/aim.ts';
import type { Aim, BacktestOptions } from '../contracts/project.ts';
import type { Fallback } from '../contracts/serving.ts';
import { windowCutoffs } from './backtest.ts';
import { backtestRows, type BacktestRows } from './backtest-rows.ts';
import { baselineForecast } from './baseline.ts';
import { decidingRows } from './deciding-rows.ts';
import { publishedColumns, type PublishedColumns } from './ensemble.ts';
import { TooLittleHistoryError } from './errors.ts';
import { fitIntervals } from './intervals.ts';
import { mapeFloorOf } from './mape-floor.ts';
import { fitMean } from './mean-model.ts';
import type { MemberForecast } from './member-forecast.ts';
import { measure } from './metrics.ts';
import type { Panel } from './panel.ts';
import { seasonalForecast, seasonalNote } from './seasonal/seasonal-forecast.ts';

/** What serves a segment without a model. */
export interface FallbackForecast {
  readonly by: Fallback;
  /** Why this one, in words. */
  readonly reason: string;
  readonly seasonal: MemberForecast;
  readonly baseline: MemberForecast;
  /** In the common row order; NaN for mean and quantiles where no window calibrates them. */
  readonly published: PublishedColumns;
}

export interface FallbackOptions {
  readonly items: readonly string[];
  readonly horizonWeeks: number;
  readonly leadWeeks: number;
  readonly backtest: BacktestOptions;
  readonly aim: Aim;
  /** Which one is wanted; the better one on the backtest windows by default. */
  readonly wanted?: Fallback | undefined;
}

/**
 * Forecasts a segment from the panel's cutoff with the seasonal member or with the mean of the past, with quantiles from the windows
 * that a model's backtest would have. Where history is too short for any window the seasonal member serves, without quantiles.
 */
export function fallbackForecast(panel: Panel, options: FallbackOptions): FallbackForecast {
  const { items, horizonWeeks, leadWeeks, wanted } = options;
  const forecastsAt = (cutoffIndex: number) => ({
    seasonal: seasonalForecast(panel, items, cutoffIndex, horizonWeeks, leadWeeks),
    baseline: baselineForecast(panel, items, cutoffIndex, horizonWeeks),
  });
  const windows = cutoffsOf(panel, options).map((cutoffIndex) => ({ cutoffIndex, ...forecastsAt(cutoffIndex) }));
  const rows = decidingRows(backtestRows(panel, windows));
  const { by, reason } = wanted ? { by: wanted, reason: '' } : better(rows, options.aim);
  const { seasonal, baseline } = forecastsAt(panel.cutoffIndex);
  const note = seasonalNote(seasonal.made);
  const forecast = by === 'seasonal' ? seasonal : baseline;
  const published = calibrated(rows, by, forecast);
  const said = [reason, by === 'seasonal' ? note : ''].filter((text) => text !== '').join('; ');
  return { by, reason: said, seasonal, baseline, published };
}

function cutoffsOf(panel: Panel, { backtest, horizonWeeks }: FallbackOptions): readonly number[] {
  try {
    return windowCutoffs(panel.cutoffIndex, backtest, horizonWeeks).cutoffIndices;
  } catch (error) {
    if (error instanceof TooLittleHistoryError) return [];
    throw error;
  }
}

function better(rows: BacktestRows, aim: Aim): Pick<FallbackForecast, 'by' | 'reason'> {
  const floor = mapeFloorOf(rows.actual);
  const errorsOf = (by: Fallback) => measure(rows.actual, rows[by] ?? [], undefined, floor);
  const reference = errorsOf('seasonal');
  const [season, mean] = [lossOf(reference, aim, reference), lossOf(errorsOf('baseline'), aim, reference)];
  if (season === null || mean === null) return { by: 'seasonal', reason: 'no window to compare it with the mean' };
  const by = mean < season ? 'baseline' : 'seasonal';
  const percent = (share: number | null) => `${(100 * (share ?? 0)).toFixed(1)}%`;
  const wapes = `WAPE seasonal ${percent(reference.wape)}, baseline ${percent(errorsOf('baseline').wape)}`;
  return { by, reason: `${wapes}, on ${reference.rows} rows` };
}

function calibrated(rows: BacktestRows, by: Fallback, { values, step }: MemberForecast): PublishedColumns {
  const logUnits = values.map(Math.log1p);
  const column = rows[by];
  if (!column || rows.actual.length === 0) {
    const none = values.map(() => Number.NaN);
    return { ensemble: values, mean: none, p10: none, p50: none, p90: none };
  }
  const logForecast = Float64Array.from(column, Math.log1p);
  const residuals = {
    values: logForecast.map((value, row) => Math.log1p(rows.actual[row]!) - value),
    logForecast,
    step: rows.step,
    window: rows.cutoff,
  };
  const intervals = fitIntervals(residuals);
  // Neither is made for an aim: both are means already.
  const model = { intervals, mean: fitMean(residuals, intervals, 'unbiased') };
  return { ...publishedColumns(model, logUnits, step), ensemble: values };
}
