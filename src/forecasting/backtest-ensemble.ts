import type { MemberName } from '../contracts/segment.ts';
import { members } from '../contracts/segment.ts';
import { rowIndices, selectRows } from './backtest-rows.ts';
import type { BacktestRows } from './backtest-rows.ts';
import { applyEnsemble, fitEnsemble } from './ensemble.ts';
import type { EnsembleForecast, EnsembleModel } from './ensemble.ts';
import { priorWeights } from './ensemble-weights.ts';
import type { EnsembleOptions } from './ensemble-weights.ts';
import { groupsOf } from './groups.ts';
import type { MemberForecast } from './member-forecast.ts';

const ensembleParts = ['ensemble', 'p10', 'p50', 'p90'] as const;

/**
 * Backtest rows with the ensemble's forecast and quantiles, in units; NaN where a row has none. Every row has all members'
 * forecasts.
 */
export interface EnsembleRows extends BacktestRows, Readonly<Record<(typeof ensembleParts)[number], Float64Array>> {
  /** Rows of the backtest left out because a member lacks them. */
  readonly rowsLeftOut: number;
}

/**
 * Adds the ensemble's forecasts. The ensemble of a window, and its intervals, are fitted on the other windows alone, less any
 * row whose target week the window shares; with a single window the default weights stand and there are no quantiles. Without
 * any member there is no ensemble either.
 */
export function forecastOutOfWindow(rows: BacktestRows, options: EnsembleOptions = {}): EnsembleRows {
  const complete = completeRows(rows);
  const kept = selectRows(rows, complete);
  const rowsLeftOut = rows.actual.length - complete.length;
  const columns = emptyColumns(complete.length);
  if (!members.some((member) => rows[member])) return { ...kept, ...columns, rowsLeftOut };
  for (const [cutoff, held] of groupsOf(kept.cutoff)) {
    const weeks = new Set(held.map((row) => kept.week[row]!));
    const others = rowIndices(kept).filter((row) => kept.cutoff[row] !== cutoff && !weeks.has(kept.week[row]!));
    const forecast = forecastRowsOf(selectRows(kept, held), modelOf(kept, others, options));
    // Intervals of the window's own residuals would cover what they were made of.
    const known = others.length > 0 ? ensembleParts : (['ensemble'] as const);
    held.forEach((row, i) => {
      for (const part of known) columns[part][row] = forecast[part][i]!;
    });
  }
  return { ...kept, ...columns, rowsLeftOut };
}

/** The rows of several segments in one table, for errors over all of them. Rows that lack a member others have are left out. */
export function poolRows(parts: readonly EnsembleRows[]): EnsembleRows {
  const present = members.filter((member) => parts.some((part) => part[member]));
  const texts = (name: 'store' | 'item' | 'cutoff' | 'week') => parts.flatMap((part) => part[name]);
  const numbers = (read: (part: EnsembleRows) => ArrayLike<number> | undefined) =>
    Float64Array.from(
      parts.flatMap((part) => Array.from(read(part) ?? new Float64Array(part.actual.length).fill(Number.NaN))),
    );
  const pooled: BacktestRows = {
    store: texts('store'),
    item: texts('item'),
    cutoff: texts('cutoff'),
    step: numbers(({ step }) => step),
    week: texts('week'),
    actual: numbers(({ actual }) => actual),
    baseline: numbers(({ baseline }) => baseline),
    baselineGeometric: numbers(({ baselineGeometric }) => baselineGeometric),
    ...Object.fromEntries(present.map((member) => [member, numbers((part) => part[member])])),
  };
  const complete = completeRows(pooled);
  const part = (name: (typeof ensembleParts)[number]) => {
    const all = numbers((rows) => rows[name]);
    return Float64Array.from(complete, (row) => all[row]!);
  };
  return {
    ...selectRows(pooled, complete),
    ensemble: part('ensemble'),
    p10: part('p10'),
    p50: part('p50'),
    p90: part('p90'),
    rowsLeftOut: parts.reduce((sum, { rowsLeftOut }) => sum + rowsLeftOut, pooled.actual.length - complete.length),
  };
}

function completeRows(rows: BacktestRows): number[] {
  const present = members.filter((member) => rows[member]);
  return rowIndices(rows).filter((row) => present.every((member) => Number.isFinite(rows[member]![row])));
}

function emptyColumns(rows: number) {
  const empty = () => new Float64Array(rows).fill(Number.NaN);
  return { ensemble: empty(), p10: empty(), p50: empty(), p90: empty() };
}

/** Without other windows there is nothing to learn from: default weights, and no shift. */
function modelOf(rows: BacktestRows, others: readonly number[], options: EnsembleOptions): EnsembleModel {
  if (others.length > 0) return fitEnsemble(selectRows(rows, others), options);
  return { ...fitEnsemble(rows, options), weights: options.defaultWeights ?? priorWeights, shift: 0 };
}

function forecastRowsOf(rows: BacktestRows, model: EnsembleModel): EnsembleForecast {
  const seriesIndex = Int32Array.from(rowIndices(rows));
  const step = Int32Array.from(seriesIndex, (row) => rows.step[row]!);
  const forecasts: Partial<Record<MemberName, MemberForecast>> = {};
  for (const member of members) {
    const column = rows[member];
    if (column) forecasts[member] = { seriesIndex, step, values: Float64Array.from(column), carriedForward: 0 };
  }
  return applyEnsemble(model, forecasts);
}
