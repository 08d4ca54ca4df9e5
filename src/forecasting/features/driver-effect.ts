import type { FeatureGroup } from './feature-group.ts';
import { trailingMean } from './trailing.ts';
import { rowsOf } from './week-matrix.ts';

/** Weeks of the long level that the network starts from. */
const longLevelWeeks = 26;

export const driverEffectGroup: FeatureGroup = {
  name: 'driver-effect',
  describe: 'how much more than usual stage one expects of the target week: of its drivers, and of its season',
  knownAhead: true,
  applies: () => true,
  *columns({ grid, effects, series, seasonal }) {
    yield { name: 'eff', at: 'target', values: rowsOf(effects.data, series, grid.nWeeks) };
    if (!seasonal) return;
    const season = rowsOf(effects.season, series, grid.nWeeks);
    yield { name: 'eff-season', at: 'target', values: season };
    const recent = trailingMean(season, grid.nWeeks, { length: longLevelWeeks });
    yield { name: `eff-season-mean-${longLevelWeeks}`, at: 'cutoff', values: recent };
  },
};
