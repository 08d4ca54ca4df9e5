import type { LassoExplanation } from '../../contracts/explanation.ts';
import type { RowsRead } from '../features/rows-read.ts';
import type { LassoState } from '../lasso/lasso-state.ts';
import type { RowExplainer } from '../member-records.ts';
import { columnGroups } from './column-groups.ts';
import { driverParts } from './driver-parts.ts';
import { explainLasso } from './explain-lasso.ts';

/** Explains the LASSO's forecasts of rows. */
export function explainLassoMember(state: LassoState, { panel, grid, rows }: RowsRead): RowExplainer<LassoExplanation> {
  const meanings = { groupOf: columnGroups(state.features, grid), partsOf: driverParts(state.features, grid) };
  // A series with too little history has the baseline for a forecast, whatever the regression would say.
  return (row) => (rows.usable[row] === 1 ? explainLasso(state, rows, row, panel, meanings) : null);
}
