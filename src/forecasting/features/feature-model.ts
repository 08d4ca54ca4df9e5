import type { Panel } from '../panel.ts';
import { itemsBySize, itemUnits } from '../velocity.ts';
import { buildGrid, driverNames } from './grid.ts';
import type { DriverNames, Grid } from './grid.ts';
import { fitStageOne } from './stage-one.ts';
import type { StageOne } from './stage-one.ts';

/** What the features learn from the weeks up to the training cutoff; scoring reads it and learns nothing new. */
export interface FeatureModel {
  readonly drivers: DriverNames;
  /** The panel's largest items by units, whose prices and promotions are columns of every row. */
  readonly leadingItems: readonly string[];
  readonly stageOne: StageOne;
}

/** Bounds the columns in wide assortments. */
const maxLeadingItems = 12;

/** Learns the feature model of a panel, all its items, from the weeks up to a cutoff. */
export function fitFeatures(panel: Panel, cutoffIndex: number): FeatureModel {
  const drivers = driverNames(panel);
  const leadingItems = itemsBySize(itemUnits(panel, cutoffIndex))
    .slice(0, maxLeadingItems)
    .map((item) => panel.items[item]!);
  const grid = buildGrid(panel, drivers, cutoffIndex, 0);
  return { drivers, leadingItems, stageOne: fitStageOne(grid, leadingItems) };
}

/** Reads a panel the way a feature model was trained. */
export function gridFor(model: FeatureModel, panel: Panel, cutoffIndex: number, horizonWeeks: number): Grid {
  return buildGrid(panel, model.drivers, cutoffIndex, horizonWeeks);
}
