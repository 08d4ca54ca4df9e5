import type { MemberName } from '../contracts/segment.ts';
import { members } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';
import { rowIndices, selectRows } from './backtest-rows.ts';
import type { BacktestRows } from './backtest-rows.ts';
import { applyEnsemble, fitEnsemble } from './ensemble.ts';
import type { EnsembleForecast, EnsembleModel, PublishedColumns } from './ensemble.ts';
import { priorWeightsOf } from './ensemble-weights.ts';
import type { EnsembleOptions } from './ensemble-weights.ts';
import { groupsOf } from './groups.ts';
import type { MemberForecast } from './member-forecast.ts';

const publishedParts = ['ensemble', 'mean', 'p10', 'p50', 'p90'] as const satisfies readonly (keyof PublishedColumns)[];

/**
 * Backtest rows with what the ensemble would have published for them, in units; NaN where a row has none. Every row has all members'
 * forecasts.
 */
export interface EnsembleRows extends BacktestRows, PublishedColumns {
  /** Rows of the backtest left out because a member lacks them. */
  readonly rowsLeftOut: number;
}

/**
 * Adds the ensemble's forecasts, as production would have made them: the ensemble of a window, its mean and its intervals are fitted on
 * earlier windows alone, and of these on the target weeks that were over at the window's cutoff. The first window has the default
 * weights, and neither mean nor quantiles. Without any member there is no ensemble either.
 */
export function forecastOutOfWindow(rows: BacktestRows, options: EnsembleOptions = {}): EnsembleRows {
  const complete = completeRows(rows);
  const kept = selectRows(rows, complete);
  const rowsLeftOut = rows.actual.length - complete.length;
  const columns = emptyColumns(complete.length);
  if (!members.some((member) => rows[member])) return { ...kept, ...columns, rowsLeftOut };
  for (const [cutoff, held] of groupsOf(kept.cutoff)) {
    const earlier = knownBy(kept, cutoff);
    const forecast = forecastRowsOf(selectRows(kept, held), modelOf(kept, earlier, options));
    // Intervals of the window's own residuals would cover what they were made of.
    const known = earlier.length > 0 ? publishedParts : (['ensemble'] as const);
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
    odd: oddEverywhere(parts),
    ...(parts.some(({ facts }) => facts) ? { facts: pooledFacts(parts) } : {}),
  };
  const complete = completeRows(pooled);
  const part = (name: keyof PublishedColumns) => {
    const all = numbers((rows) => rows[name]);
    return Float64Array.from(complete, (row) => all[row]!);
  };
  return {
    ...selectRows(pooled, complete),
    ...(Object.fromEntries(publishedParts.map((name) => [name, part(name)])) as unknown as PublishedColumns),
    rowsLeftOut: parts.reduce((sum, { rowsLeftOut }) => sum + rowsLeftOut, pooled.actual.length - complete.length),
  };
}

/** Columns that any part has; NaN in the rows of the others. */
function pooledFacts(parts: readonly EnsembleRows[]): Record<string, (number | string)[]> {
  const names = new Set(parts.flatMap(({ facts = {} }) => Object.keys(facts)));
  const ofPart = ({ actual, facts = {} }: EnsembleRows, name: string) =>
    Array.from({ length: actual.length }, (_, row) => facts[name]?.[row] ?? Number.NaN);
  return Object.fromEntries([...names].map((name) => [name, parts.flatMap((part) => ofPart(part, name))]));
}

/** Windows that are odd in each of the parts that have them: a gap in one region says nothing about another. */
function oddEverywhere(parts: readonly EnsembleRows[]): Record<Week, string> {
  const odd = parts.flatMap((part) => Object.entries(part.odd ?? {}));
  return Object.fromEntries(
    odd.filter(([cutoff]) => parts.every((part) => !part.cutoff.includes(cutoff) || part.odd?.[cutoff] !== undefined)),
  );
}

/** Rows of earlier windows whose target week was over at a cutoff. */
function knownBy(rows: BacktestRows, cutoff: Week): number[] {
  return rowIndices(rows).filter((row) => rows.cutoff[row]! < cutoff && rows.week[row]! <= cutoff);
}

function completeRows(rows: BacktestRows): number[] {
  const present = members.filter((member) => rows[member]);
  return rowIndices(rows).filter((row) => present.every((member) => Number.isFinite(rows[member]![row])));
}

function emptyColumns(rows: number): Record<keyof PublishedColumns, Float64Array> {
  const empty = () => new Float64Array(rows).fill(Number.NaN);
  return { ensemble: empty(), mean: empty(), p10: empty(), p50: empty(), p90: empty() };
}

/** Without earlier windows there is nothing to learn from: default weights, and no shift. */
function modelOf(rows: BacktestRows, earlier: readonly number[], options: EnsembleOptions): EnsembleModel {
  if (earlier.length > 0) return fitEnsemble(selectRows(rows, earlier), options);
  const bySteps = [{ p10: 0, p50: 0, p90: 0 }];
  return {
    weights: options.defaultWeights ?? priorWeightsOf(members.filter((member) => rows[member])),
    bestMember: null,
    intervals: { bySteps, windows: 0 },
    rows: 0,
  };
}

function forecastRowsOf(rows: BacktestRows, model: EnsembleModel): EnsembleForecast {
  const seriesIndex = Int32Array.from(rowIndices(rows));
  const step = Int32Array.from(seriesIndex, (row) => rows.step[row]!);
  const forecasts: Partial<Record<MemberName, MemberForecast>> = {};
  for (const member of members) {
    const column = rows[member];
    if (!column) continue;
    const [byBaseline, variance] = [rows.byBaseline?.[member], rows.variance?.[member]];
    forecasts[member] = {
      ...{ seriesIndex, step, values: Float64Array.from(column), carriedForward: 0 },
      ...(byBaseline ? { byBaseline: Uint8Array.from(byBaseline) } : {}),
      ...(variance ? { variance: Float64Array.from(variance) } : {}),
    };
  }
  return applyEnsemble(model, forecasts);
}
