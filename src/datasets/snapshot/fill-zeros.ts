import type { SeriesGrid } from './series-grid.ts';

/**
 * A store that reported a week sold none of the items it left out; before an item's first sale nothing is known. Changes
 * `units` in place.
 */
export function fillZeroUnits(grid: SeriesGrid, units: Float64Array): void {
  const reported = reportedWeeks(grid, units);
  fill(grid, units, (store, week, started) => started && reported.get(store)?.[week] === 1);
}

/**
 * A store that reported the returns of a week had none of the items it left out, where units of them are known. Changes
 * `returns` in place.
 */
export function fillZeroReturns(grid: SeriesGrid, returns: Float64Array, units: Float64Array): void {
  const reported = reportedWeeks(grid, returns);
  fill(grid, returns, (store, week, _started, cell) => reported.get(store)?.[week] === 1 && !Number.isNaN(units[cell]));
}

function fill(
  grid: SeriesGrid,
  matrix: Float64Array,
  isZero: (store: string, week: number, started: boolean, cell: number) => boolean,
): void {
  grid.series.forEach(({ store }, series) => {
    let started = false;
    for (let week = 0; week <= grid.cutoffIndex; week += 1) {
      const cell = series * grid.weeks.length + week;
      if (!Number.isNaN(matrix[cell])) started = true;
      else if (isZero(store, week, started, cell)) matrix[cell] = 0;
    }
  });
}

/** Per store, 1 in the weeks with a value of any item. */
export function reportedWeeks(grid: SeriesGrid, matrix: Float64Array): ReadonlyMap<string, Uint8Array> {
  const width = grid.weeks.length;
  const reported = new Map<string, Uint8Array>();
  grid.series.forEach(({ store }, series) => {
    const weeks = reported.get(store) ?? new Uint8Array(width);
    for (let week = 0; week < width; week += 1) if (!Number.isNaN(matrix[series * width + week])) weeks[week] = 1;
    reported.set(store, weeks);
  });
  return reported;
}
