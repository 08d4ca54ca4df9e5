import type { FeatureGroup } from './feature-group.ts';
import { holidayColumns } from './holiday-columns.ts';
import { ofEveryWeek } from './of-every-week.ts';

export const holidaysGroup: FeatureGroup = {
  name: 'holidays',
  describe: 'whether a holiday falls into the target week or a week next to it, and how near it is, up to four weeks',
  knownAhead: true,
  applies: ({ settings }) => settings.calendar.holidays.length > 0,
  columns: ({ grid, series, settings }) =>
    holidayColumns(settings.calendar.holidays, grid.days).map(({ name, values }) => {
      return ofEveryWeek(name, values, series.length);
    }),
};
