import type { ColumnProfile } from '../../contracts/dataset.ts';
import type { SeriesGrid } from './series-grid.ts';

/**
 * Figures of one matrix over the weeks it can have values for.
 *
 * @param toCutoff whether those end at the cutoff; otherwise they run over the horizon too
 */
export function profileColumn(
  grid: SeriesGrid,
  column: string,
  matrix: Float64Array,
  toCutoff: boolean,
): ColumnProfile {
  const width = grid.weeks.length;
  const weeks = toCutoff ? grid.cutoffIndex + 1 : width;
  let count = 0;
  let sum = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let series = 0; series < grid.series.length; series += 1) {
    for (let week = 0; week < weeks; week += 1) {
      const value = matrix[series * width + week] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      count += 1;
      sum += value;
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  const missing = grid.series.length * weeks - count;
  if (count === 0) return { column, min: null, max: null, mean: null, missing };
  return { column, min, max, mean: sum / count, missing };
}

export interface UnitFigures {
  readonly coverage: number;
  readonly zeroShare: number;
  readonly storesInCutoffWeek: number;
}

/** How much of the grid has units, how much of that is zero, and how many stores reported the cutoff week. */
export function unitFigures(grid: SeriesGrid, units: Float64Array): UnitFigures {
  const width = grid.weeks.length;
  const reporting = new Set<string>();
  let reported = 0;
  let zeros = 0;
  let seriesWithUnits = 0;
  grid.series.forEach(({ store }, series) => {
    const before = reported;
    for (let week = 0; week <= grid.cutoffIndex; week += 1) {
      const value = units[series * width + week] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      reported += 1;
      if (value === 0) zeros += 1;
      if (week === grid.cutoffIndex) reporting.add(store);
    }
    if (reported > before) seriesWithUnits += 1;
  });
  return {
    coverage: reported / (seriesWithUnits * (grid.cutoffIndex + 1)),
    zeroShare: zeros / reported,
    storesInCutoffWeek: reporting.size,
  };
}
