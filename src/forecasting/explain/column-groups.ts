import { groupsOfColumns } from '../features/feature-columns.ts';
import type { FeatureModel } from '../features/feature-model.ts';
import type { Grid } from '../features/grid.ts';

/**
 * The group a column of a regression belongs to, by the column's name: the feature's own group, `a × b` for a product of two
 * groups' features, `store` for the stores' indicators, `step`.
 */
export function columnGroups(model: FeatureModel, grid: Grid): (column: string) => string {
  const known = groupsOfColumns(model, grid);
  const single = (column: string): string => known.get(column) ?? column;
  return (column) => {
    if (column.startsWith('store:')) return 'store';
    const [a, b] = column.split(' × ');
    if (a === undefined || b === undefined) return single(column);
    return single(a) === single(b) ? single(a) : `${single(a)} × ${single(b)}`;
  };
}
