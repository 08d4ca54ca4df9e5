import { fitGridWeeks } from '../../contracts/fit-grid.ts';
import type { BacktestOptions } from '../../contracts/project.ts';
import { epochDay, type Week } from '../../contracts/week.ts';
import { minimumTrainingWeeks } from '../../forecasting/index.ts';

/** One fit of a backtest and the windows it forecasts. */
export interface PlannedFit {
  /** Index of the last week the fit may see. */
  readonly cutoffIndex: number;
  /** Indices of the cutoffs it forecasts from, none before its own. */
  readonly forecastFrom: readonly number[];
  /** `window 3 of 4`: what a person is shown. */
  readonly name: string;
}

/**
 * The fits of a backtest, oldest first. Windows that share fits are forecast by the fit before them on a fixed grid of
 * ten weeks. The windows of next week's cycle lie a week later and the grid stays, so most cycles find all fits
 * of their windows done. Where windows that share a fit span more than that, the first of every `refitEvery` windows has a fit at its own
 * cutoff instead.
 *
 * @param weeks of the panel
 * @param cutoffIndices cutoffs of the windows, rising
 */
export function planFits(
  weeks: readonly Week[],
  cutoffIndices: readonly number[],
  { refitEvery, stepSizeWeeks }: Pick<BacktestOptions, 'refitEvery' | 'stepSizeWeeks'>,
): PlannedFit[] {
  const gridWeeks = fitGridWeeks({ refitEvery, stepSizeWeeks });
  const fitOf = (window: number): number => {
    if (gridWeeks === null) return cutoffIndices[window - (window % refitEvery)]!;
    const cutoffIndex = cutoffIndices[window]!;
    const sinceGrid = weekNumber(weeks[cutoffIndex]!) % gridWeeks;
    return Math.max(cutoffIndex - sinceGrid, Math.min(cutoffIndex, minimumTrainingWeeks - 1));
  };
  const windows = Map.groupBy(cutoffIndices.keys(), fitOf);
  return [...windows].map(([cutoffIndex, own]) => ({
    cutoffIndex,
    forecastFrom: own.map((window) => cutoffIndices[window]!),
    name: `${nameOf(own)} of ${cutoffIndices.length}`,
  }));
}

function nameOf(windows: readonly number[]): string {
  const [first, last] = [windows[0]! + 1, windows.at(-1)! + 1];
  return first === last ? `window ${last}` : `windows ${first} to ${last}`;
}

/** Counts weeks from a fixed one, whatever day they start on. */
function weekNumber(week: Week): number {
  return Math.floor(epochDay(week) / 7);
}
