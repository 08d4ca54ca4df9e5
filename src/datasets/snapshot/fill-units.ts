import type { CorrectionLog } from './correction-log.ts';
import { fillCounts } from './fill-counts.ts';
import { fillZeroUnits } from './fill-zeros.ts';
import type { Shipments } from './read-shipments.ts';
import type { SeriesGrid } from './series-grid.ts';
import { zeroWeeks } from './zero-weeks.ts';

/** Units on the grid by the shipments of a region; NaN where nothing was reported and the source is not said to be complete. */
export function fillUnits(grid: SeriesGrid, shipments: Shipments, corrections: CorrectionLog): Float64Array {
  const { tally } = shipments;
  const units = fillCounts(grid, shipments, tally, corrections, 'units');
  tally.zeroWeeks = zeroWeeks(grid, units);
  if (tally.source.missingWeek === 'zero') fillZeroUnits(grid, units);
  return units;
}
