import { weeksBetween, addWeeks, type Week } from '../../contracts/week.ts';

/** A store × item with sales, or planned. */
export interface Series {
  readonly format: string;
  readonly store: string;
  readonly item: string;
}

/** The dense series × week grid of a dataset version; a matrix on it is series-major. */
export interface SeriesGrid {
  /** Ordered by format, item, store. */
  readonly series: readonly Series[];
  /** Consecutive weeks, oldest first, to the cutoff and over the horizon. */
  readonly weeks: readonly Week[];
  readonly cutoffIndex: number;
  /** Index of a week, `undefined` where it lies outside the grid. */
  weekIndex(week: Week): number | undefined;
}

/** Lays out the grid from the first week to the end of the horizon. */
export function createSeriesGrid(
  series: readonly Series[],
  span: { readonly first: Week; readonly cutoff: Week; readonly horizonWeeks: number },
): SeriesGrid {
  const cutoffIndex = weeksBetween(span.first, span.cutoff);
  const weeks = Array.from({ length: cutoffIndex + 1 + span.horizonWeeks }, (_, index) => addWeeks(span.first, index));
  const indexes = new Map(weeks.map((week, index) => [week, index]));
  return {
    series: series.toSorted(
      (a, b) => compare(a.format, b.format) || compare(a.item, b.item) || compare(a.store, b.store),
    ),
    weeks,
    cutoffIndex,
    weekIndex: (week) => indexes.get(week),
  };
}

/** A matrix on the grid without any value. */
export function emptyMatrix(grid: SeriesGrid): Float64Array {
  return new Float64Array(grid.series.length * grid.weeks.length).fill(Number.NaN);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
