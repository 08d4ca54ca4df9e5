import type { ZeroWeeks } from '../../contracts/dataset.ts';
import { reportedWeeks } from './fill-zeros.ts';
import type { SeriesGrid } from './series-grid.ts';

/**
 * How weeks without sales come: between the first and the last row of each series, in weeks that its store reported, the rows with 0 units,
 * the weeks without a row, and the zeros there have to be at least. The latter is the Poisson probability of 0 at the series' mean,
 * missing weeks treated as 0, times its weeks; seasons and spread only add to it (by Jensen's inequality).
 */
export function zeroWeeks(grid: SeriesGrid, units: Float64Array): ZeroWeeks {
  const width = grid.weeks.length;
  const reported = reportedWeeks(grid, units);
  const sums = { weeks: 0, missing: 0, zeros: 0, expected: 0 };
  grid.series.forEach(({ store }, series) => {
    const own = units.subarray(series * width, series * width + grid.cutoffIndex + 1);
    const first = own.findIndex((value) => !Number.isNaN(value));
    const last = own.findLastIndex((value) => !Number.isNaN(value));
    if (first === -1) return;
    let [weeks, sold] = [0, 0];
    for (let week = first; week <= last; week += 1) {
      if (reported.get(store)?.[week] !== 1) continue;
      const value = own[week]!;
      weeks += 1;
      if (Number.isNaN(value)) sums.missing += 1;
      else if (value === 0) sums.zeros += 1;
      else sold += value;
    }
    sums.weeks += weeks;
    sums.expected += weeks * Math.exp(-sold / weeks);
  });
  return sums;
}
