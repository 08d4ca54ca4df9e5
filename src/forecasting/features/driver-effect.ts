import type { FeatureGroup } from './feature-group.ts';
import { rowsOf } from './week-matrix.ts';

export const driverEffectGroup: FeatureGroup = {
  name: 'driver-effect',
  describe: "the target week's log units as stage one explains them by the drivers",
  knownAhead: true,
  applies: () => true,
  columns: ({ grid, effect, series }) => [{ name: 'eff', at: 'target', values: rowsOf(effect, series, grid.nWeeks) }],
};
