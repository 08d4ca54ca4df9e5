import type { FeatureName } from '../../contracts/features.ts';
import { UnknownAheadColumnError } from '../errors.ts';
import type { FeatureColumn } from './column.ts';
import { featureCatalogue } from './catalogue.ts';
import type { FeatureContext, FeatureGroup } from './feature-group.ts';
import type { FeatureModel } from './feature-model.ts';
import { withoutSeries, type Grid } from './grid.ts';
import { priceDepth } from './price-features.ts';
import { driverEffects } from './stage-one.ts';
import { difference } from './week-matrix.ts';
import type { Knowledge, WeekMatrix } from './week-matrix.ts';

export interface ColumnOptions {
  /** The first week that is read; what columns hold before it has no meaning. Default 0. */
  readonly from?: number;
  /** What the model's settings choose from. Default: every group there is. */
  readonly catalogue?: readonly FeatureGroup[];
}

/**
 * The columns of some series, in an order that depends on the feature model alone. They come a group at a time, so that the
 * caller need not hold them all at once.
 *
 * @throws UnknownAheadColumnError where a group that isn't known ahead has a column for the target week
 */
export function* featureColumns(
  model: FeatureModel,
  grid: Grid,
  series: Int32Array,
  options: ColumnOptions = {},
): Generator<FeatureColumn> {
  for (const { column } of groupedColumns(model, grid, series, options)) yield column;
}

/** The group of every column a model has, by the column's name, in the order of the columns. */
export function groupsOfColumns(model: FeatureModel, grid: Grid): ReadonlyMap<string, FeatureName> {
  // Names do not depend on the series, and columns of none cost nothing.
  const columns = groupedColumns(model, withoutSeries(grid), new Int32Array(0), {});
  return new Map(columns.map(({ group, column }) => [column.name, group]));
}

function* groupedColumns(
  model: FeatureModel,
  grid: Grid,
  series: Int32Array,
  { from = 0, catalogue = featureCatalogue }: ColumnOptions,
): Generator<{ readonly group: FeatureName; readonly column: FeatureColumn }> {
  const context = contextOf(model, grid, series, from);
  for (const group of catalogue) {
    if (!model.settings.use.includes(group.name) || !group.applies(model)) continue;
    for (const column of group.columns(context)) {
      // The types forbid it too; a cast or a group of plain JavaScript gets round them.
      if (column.at === 'target' && !group.knownAhead) {
        throw new UnknownAheadColumnError(column.name, `The feature group ${group.name}`);
      }
      yield { group: group.name, column };
    }
  }
}

function contextOf(model: FeatureModel, grid: Grid, series: Int32Array, from: number): FeatureContext {
  const effects = driverEffects(model.stageOne, grid);
  const { drivers, settings, leadingItems, indicators, seasonal } = model;
  const adjusted: WeekMatrix = difference<Knowledge>(grid.logUnits, effects.data);
  return {
    drivers,
    settings,
    seasonal,
    leadingItems,
    indicators,
    grid,
    series,
    from,
    reachWeeks: model.horizonWeeks + settings.leadWeeks,
    effects,
    adjusted,
    residuals: difference<Knowledge>(adjusted, effects.season),
    depth: grid.price && priceDepth(grid, grid.price.values),
  };
}
