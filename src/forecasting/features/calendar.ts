import type { TargetColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { ofEveryWeek } from './of-every-week.ts';

const daysPerYear = 365.25;
const pairs = 3;

export const calendarGroup: FeatureGroup = {
  name: 'calendar',
  describe: 'the time, and the week of the year as three Fourier pairs',
  knownAhead: true,
  applies: () => true,
  columns: ({ grid, series }) => calendarFeatures(grid.days, series.length),
};

/** Three Fourier pairs of the year and the time in years since 2000, of the target week. */
export function calendarFeatures(days: Float64Array, nSeries: number): TargetColumn[] {
  const column = (name: string, ofDay: (day: number) => number) => ofEveryWeek(name, days, nSeries, ofDay);
  const columns = [column('time', (day) => day / daysPerYear - 30)];
  for (let k = 1; k <= pairs; k++) {
    columns.push(
      column(`year-sine-${k}`, (day) => Math.sin((2 * Math.PI * k * day) / daysPerYear)),
      column(`year-cosine-${k}`, (day) => Math.cos((2 * Math.PI * k * day) / daysPerYear)),
    );
  }
  return columns;
}
