import type { FeatureGroup } from './feature-group.ts';
import { lagged, orElse } from './trailing.ts';
import { rowsOf } from './week-matrix.ts';

export const eventsGroup: FeatureGroup = {
  name: 'events',
  describe: 'events of the target week, of the week before and, within the horizon, of the week after',
  knownAhead: true,
  applies: ({ drivers }) => drivers.events.length > 0,
  *columns({ grid, series }) {
    for (const event of grid.events) {
      const name = `event:${event.name}`;
      const values = rowsOf(event.values, series, grid.nWeeks);
      yield { name, at: 'target', values };
      yield { name: `${name}-week-before`, at: 'target', values: orElse(lagged(values, grid.nWeeks, 1), 0) };
      yield { name: `${name}-week-after`, at: 'target', values, weeksAfter: 1 };
    }
  },
};
