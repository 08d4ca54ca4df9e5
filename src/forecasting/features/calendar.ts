import type { TargetColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { ofEveryWeek } from './of-every-week.ts';
import { seasonColumns, timeInYears } from './season-columns.ts';

export const calendarGroup: FeatureGroup = {
  name: 'calendar',
  describe: 'the time, and the week of the year as three Fourier pairs',
  knownAhead: true,
  applies: () => true,
  columns: ({ grid, series }) => calendarFeatures(grid.days, series.length),
};

/** Three Fourier pairs of the year and the time in years since 2000, of the target week. */
export function calendarFeatures(days: Float64Array, nSeries: number): TargetColumn[] {
  const columns = [{ name: 'time', values: timeInYears(days) }, ...seasonColumns(days)];
  return columns.map(({ name, values }) => ofEveryWeek(name, values, nSeries));
}
