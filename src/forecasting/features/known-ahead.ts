import type { FeatureGroup } from './feature-group.ts';
import { missingIndicator } from './indicator.ts';
import { rowsOf } from './week-matrix.ts';

export const knownAheadGroup: FeatureGroup = {
  name: 'known-ahead',
  describe: 'known-ahead columns without a role, as they are',
  knownAhead: true,
  applies: ({ drivers }) => drivers.others.length > 0,
  *columns(context) {
    const { grid, series } = context;
    for (const other of grid.others) {
      yield { name: `known:${other.name}`, at: 'target', values: rowsOf(other.values, series, grid.nWeeks) };
      yield* missingIndicator(`known:${other.name}`, other, context);
    }
  },
};
