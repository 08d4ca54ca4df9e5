import { forecasters } from '../contracts/backtest.ts';
import type { BacktestEvaluation, Comparison } from '../contracts/backtest.ts';
import type { ErrorMetrics, Metrics, PublishedErrors } from '../contracts/metrics.ts';
import type { BacktestOptions } from '../contracts/project.ts';
import { reductionBetween } from '../contracts/shown-mape.ts';
import { attributeColumn, sliceColumns, sliceNames, sliceRows, type Slice } from '../contracts/slices.ts';
import { forecastOutOfWindow } from './backtest-ensemble.ts';
import type { EnsembleRows } from './backtest-ensemble.ts';
import type { BacktestRows } from './backtest-rows.ts';
import type { EnsembleOptions } from './ensemble-weights.ts';
import { TooLittleHistoryError } from './errors.ts';
import { judgedRowsOf } from './counted-rows.ts';
import { groupsOf } from './groups.ts';
import { mapeFloorOf } from './mape-floor.ts';
import { measure } from './metrics.ts';
import { meanScaledError } from './scaled-error.ts';

/** Weeks up to its cutoff a window's fit needs to be worth scoring. */
export const minimumTrainingWeeks = 20;

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

/** Compares members, ensemble and baseline on the rows of `forecastOutOfWindow`. */
export function evaluateBacktest(rows: BacktestRows, options: EnsembleOptions = {}): BacktestEvaluation {
  return evaluateRows(forecastOutOfWindow(rows, options));
}

/**
 * Compares members, ensemble and baseline, overall and by step, item and cutoff.
 *
 * @param sliceBy slices, `store`, or names of store attributes, to compare by as well; what the rows do not know is left out
 */
export function evaluateRows(rows: EnsembleRows, sliceBy: readonly string[] = []): BacktestEvaluation {
  const deciding = judgedRowsOf(rows);
  const floor = mapeFloorOf(deciding.map((row) => rows.actual[row]!));
  const compare = (chosen: readonly number[]) => compareOn(rows, chosen, floor);
  const overall = compare(deciding);
  const grouped = <T extends string | number>(column: ArrayLike<T>) =>
    groupsOf(deciding.map((row) => column[row]!)).map(
      ([group, positions]) => [group, compare(positions.map((position) => deciding[position]!))] as const,
    );
  const odd = Object.entries(rows.odd ?? {}).map(([cutoff, reason]) => ({ cutoff, reason }));
  const published = publishedErrors(rows, deciding, floor);
  const yearAgo = yearAgoErrors(rows, deciding, floor);
  const slices = sliceBy.flatMap((by) => {
    const groups = slicesOf(rows, by, deciding);
    return groups
      ? [{ by, groups: groups.map(({ group, rows: chosen }) => ({ group, metrics: compare(chosen) })) }]
      : [];
  });
  return {
    overall,
    byStep: grouped(rows.step).map(([step, metrics]) => ({ step, metrics })),
    byItem: grouped(rows.item).map(([item, metrics]) => ({ item, metrics })),
    byCutoff: groupsOf(rows.cutoff).map(([cutoff, chosen]) => ({ cutoff, metrics: compare(chosen) })),
    ...(slices.length > 0 ? { slices } : {}),
    ...(yearAgo ? { yearAgo } : {}),
    ...(published ? { published } : {}),
    ...(odd.length > 0 ? { odd } : {}),
    reduction: {
      arithmetic: reductionBetween(overall.baseline, overall.ensemble),
      geometric: reductionBetween(overall.baselineGeometric, overall.ensemble),
    },
    rowsLeftOut: rows.rowsLeftOut,
  };
}

/** Rows by a slice or a store attribute; `undefined` where they do not know it. */
function slicesOf(
  { facts = {}, store }: EnsembleRows,
  by: string,
  rows: readonly number[],
): readonly Slice[] | undefined {
  if (by === 'store') {
    return groupsOf(rows.map((row) => store[row]!)).map(([group, places]) => {
      return { group, rows: places.map((place) => rows[place]!) };
    });
  }
  const slice = sliceNames.find((name) => name === by);
  const column = facts[slice ? sliceColumns[slice] : attributeColumn(by)];
  if (!column) return undefined;
  const textOf = (row: number) => (Number.isNaN(column[row]) ? '' : String(column[row]));
  return sliceRows(slice ?? 'values', textOf, rows);
}

/** What was sold a year before, as a forecast, next to baseline and ensemble; `undefined` where it is not known of any row. */
function yearAgoErrors(
  rows: EnsembleRows,
  deciding: readonly number[],
  floor: number,
): BacktestEvaluation['yearAgo'] | undefined {
  const column = rows.facts?.['yearAgo'] as ArrayLike<number> | undefined;
  const chosen = column ? deciding.filter((row) => !Number.isNaN(column[row]! + rows.ensemble[row]!)) : [];
  if (!column || chosen.length === 0) return undefined;
  const errors = (forecast: ArrayLike<number>): ErrorMetrics => errorsOn(rows, chosen, forecast, floor);
  return { yearAgo: errors(column), baseline: errors(rows.baseline), ensemble: errors(rows.ensemble) };
}

/** Forecast, P50 and mean on the rows that have all three; `undefined` where there is none. */
function publishedErrors(rows: EnsembleRows, deciding: readonly number[], floor: number): PublishedErrors | undefined {
  const chosen = deciding.filter((row) => !Number.isNaN(rows.p50[row]!));
  if (chosen.length === 0) return undefined;
  const errors = (column: ArrayLike<number>): ErrorMetrics => errorsOn(rows, chosen, column, floor);
  return { forecast: errors(rows.ensemble), p50: errors(rows.p50), mean: errors(rows.mean) };
}

function errorsOn(
  { actual }: EnsembleRows,
  chosen: readonly number[],
  forecast: ArrayLike<number>,
  floor: number,
): ErrorMetrics {
  const pick = (column: ArrayLike<number>) => Float64Array.from(chosen, (row) => column[row]!);
  const { coverage: _coverage, ...figures } = measure(pick(actual), pick(forecast), undefined, floor);
  return figures;
}

function compareOn(rows: EnsembleRows, chosen: readonly number[], floor: number): Comparison {
  const pick = (column: ArrayLike<number>) => Float64Array.from(chosen, (row) => column[row]!);
  const actual = pick(rows.actual);
  const scale = rows.facts?.['naiveError'] as ArrayLike<number> | undefined;
  const interval = { p10: pick(rows.p10), p50: pick(rows.p50), p90: pick(rows.p90) };
  const comparison: Comparison = {};
  for (const forecaster of forecasters) {
    const column = rows[forecaster];
    if (!column) continue;
    const values = pick(column);
    const metrics: Metrics = {
      ...measure(actual, values, forecaster === 'ensemble' ? interval : undefined, floor),
      ...(scale ? { mase: meanScaledError(actual, values, pick(scale)) } : {}),
    };
    if (forecaster === 'ensemble' && metrics.rows === 0 && chosen.length > 0) continue;
    comparison[forecaster] = metrics;
  }
  return comparison;
}
