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

/** All columns of some series, in an order that depends on the feature model alone. */
export function featureColumns(model: FeatureModel, grid: Grid, series: Int32Array): FeatureColumn[] {
  const effect = driverEffect(model.stageOne, grid);
  const residuals = grid.logUnits.map((value, i) => value - effect[i]!);
  const own = (values: Float64Array) => ofSeries(values, series, grid.nWeeks);
  const depth = grid.logPrice ? priceDepth(grid, grid.logPrice) : null;
  return [
    ...salesHistory(own(grid.logUnits), grid.nWeeks),
    { name: 'eff', at: 'target', values: own(effect) },
    ...residualLevels(grid, residuals, series),
    ...(grid.logPrice && depth ? priceFeatures(grid, grid.logPrice, depth, series) : []),
    ...grid.promotions.flatMap((promotion) => promotionFeatures(grid, promotion, depth, series)),
    ...grid.others.map(({ name, values }): FeatureColumn => ({
      name: `known:${name}`,
      at: 'target',
      values: own(values),
    })),
    ...leadingItemFeatures(grid, model.leadingItems, series),
    ...calendarFeatures(grid.days, series.length),
  ];
}
