import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { orElse, trailingMean } from './trailing.ts';
import { mapped, rowsOf } from './week-matrix.ts';
import type { HistoryMatrix } from './week-matrix.ts';

const meanWeeks = [4, 13];

export const observedGroup: FeatureGroup = {
  name: 'observed',
  describe: 'observed columns without a role: the last value and trailing means',
  knownAhead: false,
  applies: ({ drivers }) => drivers.observed.length > 0,
  columns: ({ grid, series, from }) =>
    grid.observed.flatMap(({ name, values }) => {
      return observedFeatures(`observed:${name}`, rowsOf(values, series, grid.nWeeks), grid.nWeeks, from);
    }),
};

/**
 * The last value and the means over 4 and 13 weeks; what is missing takes the mean of all weeks so far, or 0, and a column
 * says where the last value was.
 *
 * @param values series × week, NaN where missing
 * @param from the first week that is read
 */
function observedFeatures(name: string, values: HistoryMatrix, nWeeks: number, from: number): CutoffColumn[] {
  const all = trailingMean(values, nWeeks, { length: Number.POSITIVE_INFINITY, from });
  const last = orElse(
    mapped(values, (value) => value),
    all,
  );
  return [
    { name, at: 'cutoff', values: last },
    ...meanWeeks.map((length): CutoffColumn => {
      return {
        name: `${name}-mean-${length}`,
        at: 'cutoff',
        values: orElse(trailingMean(values, nWeeks, { length, from }), all),
      };
    }),
    { name: `${name}-missing`, at: 'cutoff', values: mapped(values, (value) => (Number.isNaN(value) ? 1 : 0)) },
  ];
}
