import type { FeatureGroup } from './feature-group.ts';
import { missingIndicator } from './indicator.ts';
import { trailingMean } from './trailing.ts';
import { combined, rowsOf } from './week-matrix.ts';
import type { KnownAheadMatrix } from './week-matrix.ts';

const weeksPerYear = 52;
/** The same weeks a year ago: this many before and after. */
const seasonRadiusWeeks = 2;
const recentWeeks = 8;

export const weatherGroup: FeatureGroup = {
  name: 'weather',
  describe: "weather of the target week, and against the store's normal for the season",
  knownAhead: true,
  applies: ({ drivers }) => drivers.weather.length > 0,
  *columns(context) {
    const { grid, series, from } = context;
    for (const column of grid.weather) {
      const name = `weather:${column.name}`;
      const values = rowsOf(column.values, series, grid.nWeeks);
      const normal = seasonNormal(values, grid.nWeeks, from);
      yield { name, at: 'target', values };
      yield {
        name: `${name}-against-normal`,
        at: 'target',
        values: combined(values, normal, (value, usual) => (Number.isNaN(usual) ? 0 : value - usual)),
      };
      yield* missingIndicator(name, column, context);
    }
  },
};

/**
 * What is normal for a week: the mean of the same five weeks of the years before; in the first year of the data the mean of the
 * eight weeks before, and NaN in the first week.
 *
 * @param from the first week that is read
 */
export function seasonNormal(values: KnownAheadMatrix, nWeeks: number, from = 0): KnownAheadMatrix {
  const normal = trailingMean(values, nWeeks, { length: recentWeeks, shift: 1, from });
  for (let start = 0; start < values.length; start += nWeeks) {
    for (let w = from; w < nWeeks; w++) {
      let sum = 0;
      let count = 0;
      for (let centre = w - weeksPerYear; centre >= -seasonRadiusWeeks; centre -= weeksPerYear) {
        for (let near = Math.max(0, centre - seasonRadiusWeeks); near <= centre + seasonRadiusWeeks; near++) {
          sum += values[start + near]!;
          count++;
        }
      }
      if (count > 0) normal[start + w] = sum / count;
    }
  }
  return normal;
}
