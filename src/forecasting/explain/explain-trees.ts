import type { TreesExplanation } from '../../contracts/explanation.ts';
import type { RowsRead } from '../features/rows-read.ts';
import type { RowExplainer } from '../member-records.ts';
import { takeApart } from '../trees/trees-member.ts';
import { seriesColumnNames } from '../trees/series-columns.ts';
import type { TreesState } from '../trees/trees-state.ts';
import { columnGroups } from './column-groups.ts';

/** What the groups of columns that a series has in all of its rows are called. */
const storeGroup = 'store';
const itemGroup = 'item';

/**
 * Explains the forecasts of trees: every split on a row's way changes the mean of the leaves below, and the change belongs to the column
 * of the split (Saabas 2014). Unlike Shapley values these depend on the order of splits, and cost one walk down.
 */
export function explainTrees(state: TreesState, { panel, grid, rows }: RowsRead): RowExplainer<TreesExplanation> {
  const groupOf = columnGroups(state.features, grid);
  const groups = [
    ...state.columns.map(groupOf),
    ...seriesColumnNames(state.series).map((name) =>
      name === 'store' || name.startsWith('attribute:') ? storeGroup : itemGroup,
    ),
  ];
  const apart = takeApart(state, rows, panel);
  return (row) => {
    if (rows.usable[row] !== 1) return null;
    const { start, usual, byColumn, logUnits } = apart(row);
    const sums = new Map<string, number>();
    byColumn.forEach((change, column) => {
      if (change !== 0) sums.set(groups[column]!, (sums.get(groups[column]!) ?? 0) + change);
    });
    const all = [...sums].map(([group, change]) => ({ group, logUnits: change }));
    const total = all.reduce((sum, { logUnits: change }) => sum + change, start + usual);
    return {
      ...{ start, usual, clipping: logUnits - total, logUnits },
      groups: all.sort((a, b) => Math.abs(b.logUnits) - Math.abs(a.logUnits)),
    };
  };
}
