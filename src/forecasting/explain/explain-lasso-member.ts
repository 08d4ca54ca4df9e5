import type { LassoExplanation } from '../../contracts/explanation.ts';
import { scoringRows } from '../features/feature-rows.ts';
import type { LassoState } from '../lasso/lasso-state.ts';
import type { RowExplainer } from '../member-records.ts';
import type { Panel } from '../panel.ts';
import { columnGroups } from './column-groups.ts';
import { driverParts } from './driver-parts.ts';
import { explainLasso } from './explain-lasso.ts';

/** Explains the LASSO's forecasts of an item from a cutoff, by row. */
export function explainLassoMember(
  state: LassoState,
  panel: Panel,
  cutoffIndex: number,
  item: string,
): RowExplainer<LassoExplanation> {
  const rows = scoringRows(state.features, panel, [item], cutoffIndex, state.horizonWeeks);
  const meanings = {
    groupOf: columnGroups(state.features, panel, cutoffIndex),
    partsOf: driverParts(state.features, panel, cutoffIndex),
  };
  // A series with too little history has the baseline for a forecast, whatever the regression would say.
  return (row) => (rows.usable[row] === 1 ? explainLasso(state, rows, row, panel, meanings) : null);
}
