import type { BacktestOptions } from '../contracts/project.ts';
import { members } from '../contracts/segment.ts';
import type { MemberName } from '../contracts/segment.ts';
import { selectRows } from './backtest-rows.ts';
import type { BacktestRows } from './backtest-rows.ts';
import { applyEnsemble, fitEnsemble } from './ensemble.ts';
import type { EnsembleForecast, EnsembleModel } from './ensemble.ts';
import { priorWeights } from './ensemble-weights.ts';
import type { EnsembleOptions } from './ensemble-weights.ts';
import { TooLittleHistoryError } from './errors.ts';
import type { MemberForecast } from './member-forecast.ts';
import { measure, reductionAgainst } from './metrics.ts';
import type { Metrics } from './metrics.ts';

/** Weeks up to its cutoff a window's fit needs to be worth scoring. */
const minimumTrainingWeeks = 20;

export interface WindowCutoffs {
  /** Indices of the cutoffs' weeks, oldest first. */
  readonly cutoffIndices: readonly number[];
  /** Windows asked for that history is too short for; the oldest are the ones left out. */
  readonly droppedWindows: number;
}

/**
 * Cutoffs of the backtest windows: `stepSizeWeeks` apart, the last `horizonWeeks` before the cutoff, so that every target
 * week has an actual.
 *
 * @throws TooLittleHistoryError where not even one window leaves 20 weeks to train on
 */
export function windowCutoffs(
  cutoffIndex: number,
  { nWindows, stepSizeWeeks }: Pick<BacktestOptions, 'nWindows' | 'stepSizeWeeks'>,
  horizonWeeks: number,
): WindowCutoffs {
  const all = Array.from({ length: nWindows }, (_, i) => cutoffIndex - horizonWeeks - i * stepSizeWeeks).reverse();
  const cutoffIndices = all.filter((index) => index >= minimumTrainingWeeks - 1);
  if (cutoffIndices.length === 0) {
    throw new TooLittleHistoryError('A backtest', minimumTrainingWeeks + horizonWeeks, cutoffIndex + 1);
  }
  return { cutoffIndices, droppedWindows: nWindows - cutoffIndices.length };
}

/** What is compared on a backtest. */
const forecasters = ['baseline', 'baselineGeometric', 'lasso', 'network', 'ensemble'] as const;
type Forecaster = (typeof forecasters)[number];

/** Metrics per forecaster, all on the same rows; a member without forecasts is absent. */
export type Comparison = Partial<Record<Forecaster, Metrics>>;

/** A backtest's outcome, JSON-serialisable. */
export interface BacktestEvaluation {
  readonly overall: Comparison;
  readonly byStep: readonly { readonly step: number; readonly metrics: Comparison }[];
  readonly byItem: readonly { readonly item: string; readonly metrics: Comparison }[];
  readonly byCutoff: readonly { readonly cutoff: string; readonly metrics: Comparison }[];
  /** How far the ensemble's MAPE lies below the baseline's, relative: 0.4 is 40% lower. */
  readonly reduction: { readonly arithmetic: number | null; readonly geometric: number | null };
  /** Rows of the backtest left out because a member lacks them. */
  readonly rowsLeftOut: number;
}

/**
 * Compares members, ensemble and baseline. The ensemble of a window, and its intervals, are fitted on the other windows alone,
 * less any row whose target week the window shares; with a single window the default weights stand and coverage is `null`.
 */
export function evaluateBacktest(rows: BacktestRows, options: EnsembleOptions = {}): BacktestEvaluation {
  const present = members.filter((member) => rows[member]);
  const complete = indices(rows).filter((row) => present.every((member) => Number.isFinite(rows[member]![row])));
  const kept = selectRows(rows, complete);
  const ensemble = outOfWindowEnsemble(kept, options);
  const compare = (chosen: readonly number[]) => compareOn(kept, ensemble, chosen);
  const overall = compare(indices(kept));
  const mape = overall.ensemble?.mape ?? null;
  return {
    overall,
    byStep: groupsOf(Array.from(kept.step)).map(([step, chosen]) => ({ step, metrics: compare(chosen) })),
    byItem: groupsOf(kept.item).map(([item, chosen]) => ({ item, metrics: compare(chosen) })),
    byCutoff: groupsOf(kept.cutoff).map(([cutoff, chosen]) => ({ cutoff, metrics: compare(chosen) })),
    reduction: {
      arithmetic: reductionAgainst(overall.baseline?.mape ?? null, mape),
      geometric: reductionAgainst(overall.baselineGeometric?.mape ?? null, mape),
    },
    rowsLeftOut: rows.actual.length - complete.length,
  };
}

type EnsembleColumns = Pick<EnsembleForecast, 'ensemble' | 'p10' | 'p90'> & { readonly calibrated: boolean };

/** The ensemble's forecast of every row, from a model that has not seen the row's window. */
function outOfWindowEnsemble(rows: BacktestRows, options: EnsembleOptions): EnsembleColumns {
  const columns = {
    ensemble: new Float64Array(rows.actual.length),
    p10: new Float64Array(rows.actual.length),
    p90: new Float64Array(rows.actual.length),
    calibrated: true,
  };
  for (const [cutoff, held] of groupsOf(rows.cutoff)) {
    const weeks = new Set(held.map((row) => rows.week[row]!));
    const others = indices(rows).filter((row) => rows.cutoff[row] !== cutoff && !weeks.has(rows.week[row]!));
    const window = selectRows(rows, held);
    const forecast = forecastRowsOf(window, modelOf(rows, others, options));
    if (others.length === 0) columns.calibrated = false;
    held.forEach((row, i) => {
      for (const part of ['ensemble', 'p10', 'p90'] as const) columns[part][row] = forecast[part][i]!;
    });
  }
  return columns;
}

/** Without other windows there is nothing to learn from: default weights, and intervals that are not measured. */
function modelOf(rows: BacktestRows, others: readonly number[], options: EnsembleOptions): EnsembleModel {
  if (others.length > 0) return fitEnsemble(selectRows(rows, others), options);
  return { ...fitEnsemble(rows, options), weights: options.defaultWeights ?? priorWeights };
}

function forecastRowsOf(rows: BacktestRows, model: EnsembleModel): EnsembleForecast {
  const seriesIndex = Int32Array.from(indices(rows));
  const step = Int32Array.from(seriesIndex, (row) => rows.step[row]!);
  const forecasts: Partial<Record<MemberName, MemberForecast>> = {};
  for (const member of members) {
    const column = rows[member];
    if (column) forecasts[member] = { seriesIndex, step, values: Float64Array.from(column), carriedForward: 0 };
  }
  return applyEnsemble(model, forecasts);
}

function compareOn(rows: BacktestRows, ensemble: EnsembleColumns, chosen: readonly number[]): Comparison {
  const pick = (column: ArrayLike<number>) => Float64Array.from(chosen, (row) => column[row]!);
  const actual = pick(rows.actual);
  const interval = ensemble.calibrated ? { p10: pick(ensemble.p10), p90: pick(ensemble.p90) } : undefined;
  const comparison: Comparison = {};
  for (const forecaster of forecasters) {
    const column = forecaster === 'ensemble' ? ensemble.ensemble : rows[forecaster];
    if (!column) continue;
    comparison[forecaster] = measure(actual, pick(column), forecaster === 'ensemble' ? interval : undefined);
  }
  return comparison;
}

function indices(rows: BacktestRows): number[] {
  return Array.from({ length: rows.actual.length }, (_, row) => row);
}

/** Rows by the value of a column, the values in rising order. */
function groupsOf<T extends string | number>(column: readonly T[]): [T, number[]][] {
  const groups = new Map<T, number[]>();
  column.forEach((value, row) => {
    const group = groups.get(value);
    if (group) group.push(row);
    else groups.set(value, [row]);
  });
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
