import type { Panel } from '../panel.ts';
import type { FeatureModel } from './feature-model.ts';
import { gridFor } from './feature-model.ts';
import { scoringRowsOf, type FeatureRows } from './feature-rows.ts';
import type { Grid } from './grid.ts';

/** The rows of some items at one cutoff, with what they are made of. */
export interface RowsRead {
  readonly panel: Panel;
  readonly cutoffIndex: number;
  readonly grid: Grid;
  readonly rows: FeatureRows;
}

/** A member that reads rows. */
interface Reader {
  readonly features: FeatureModel;
  readonly horizonWeeks: number;
}

/**
 * Reads rows of items at a cutoff once for all members that have the same features (the very object: `readStates` sees to it).
 *
 * @param stores whose rows are wanted. Default: every store's
 */
export function rowReader(
  panel: Panel,
  cutoffIndex: number,
  { items, stores }: { readonly items: readonly string[]; readonly stores?: readonly string[] },
): (reader: Reader) => RowsRead {
  const made = new Map<FeatureModel, Map<number, RowsRead>>();
  return ({ features, horizonWeeks }) => {
    const known = made.get(features) ?? new Map<number, RowsRead>();
    made.set(features, known);
    const before = known.get(horizonWeeks);
    if (before) return before;
    const grid = gridFor(features, panel, cutoffIndex, horizonWeeks);
    const options = { grid, ...(stores ? { stores } : {}) };
    const [rows] = scoringRowsOf(features, panel, [{ cutoffIndex, items }], horizonWeeks, options);
    const read = { panel, cutoffIndex, grid, rows: rows! };
    known.set(horizonWeeks, read);
    return read;
  };
}
