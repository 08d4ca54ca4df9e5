import { calendarFeatures } from './calendar.ts';
import type { FeatureColumn } from './column.ts';
import type { FeatureModel } from './feature-model.ts';
import type { Grid } from './grid.ts';
import { leadingItemFeatures } from './leading-items.ts';
import { ofSeries, priceDepth, priceFeatures } from './price-features.ts';
import { promotionFeatures } from './promotion-features.ts';
import { residualLevels } from './residual-levels.ts';
import { salesHistory } from './sales-history.ts';
import { driverEffect } from './stage-one.ts';

/**
 * All columns of some series, in an order that depends on the feature model alone. They come a group at a time, so that the
 * caller need not hold them all at once.
 */
export function* featureColumns(model: FeatureModel, grid: Grid, series: Int32Array): Generator<FeatureColumn> {
  const effect = driverEffect(model.stageOne, grid);
  const residuals = grid.logUnits.map((value, i) => value - effect[i]!);
  const own = (values: Float64Array) => ofSeries(values, series, grid.nWeeks);
  const depth = grid.logPrice ? priceDepth(grid, grid.logPrice) : null;
  yield* salesHistory(own(grid.logUnits), grid.nWeeks);
  yield { name: 'eff', at: 'target', values: own(effect) };
  yield* residualLevels(grid, residuals, series);
  if (grid.logPrice && depth) yield* priceFeatures(grid, grid.logPrice, depth, series);
  for (const promotion of grid.promotions) yield* promotionFeatures(grid, promotion, depth, series);
  for (const { name, values } of grid.others) yield { name: `known:${name}`, at: 'target', values: own(values) };
  yield* leadingItemFeatures(grid, model.leadingItems, series);
  yield* calendarFeatures(grid.days, series.length);
}
