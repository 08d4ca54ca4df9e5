import type { CutoffColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import { trailingMean } from './trailing.ts';
import { asHistory, combined, mapped, rowsOf } from './week-matrix.ts';
import type { HistoryMatrix } from './week-matrix.ts';

const rateWeeks = [8, 26];

export const returnsGroup: FeatureGroup = {
  name: 'returns',
  describe: 'units returned per unit sold over trailing windows',
  knownAhead: false,
  applies: ({ drivers }) => drivers.returns !== null,
  columns: ({ grid, series, from }) => {
    if (!grid.returns) return [];
    const own = (values: HistoryMatrix) => rowsOf(values, series, grid.nWeeks);
    return returnsFeatures(own(grid.returns.values), own(grid.logUnits), grid.nWeeks, from);
  },
};

/**
 * Returned over sold units of the weeks that know both, over 8 and 26 weeks, 0 … 1; 0 where nothing was sold or nothing is
 * known, which a column says. Fewer than no units cannot come back: such a number counts as missing.
 *
 * @param returned series × week, NaN where missing
 * @param from the first week that is read
 */
export function returnsFeatures(
  returned: HistoryMatrix,
  logUnits: HistoryMatrix,
  nWeeks: number,
  from = 0,
): CutoffColumn[] {
  const back = asHistory(new Float64Array(returned.length).fill(Number.NaN));
  const sold = asHistory(new Float64Array(returned.length).fill(Number.NaN));
  for (let cell = 0; cell < returned.length; cell++) {
    if (!(returned[cell]! >= 0) || Number.isNaN(logUnits[cell]!)) continue;
    back[cell] = returned[cell]!;
    sold[cell] = Math.expm1(logUnits[cell]!);
  }
  const rates = rateWeeks.map((length): CutoffColumn => {
    const window = { length, from };
    // Both means run over the same weeks, so their ratio is that of the sums.
    const rate = combined(trailingMean(back, nWeeks, window), trailingMean(sold, nWeeks, window), (a, b) =>
      b > 0 ? Math.min(1, a / b) : 0,
    );
    return { name: `returns-rate-${length}`, at: 'cutoff', values: rate };
  });
  const unknown = mapped(trailingMean(back, nWeeks, { length: rateWeeks[0]!, from }), (mean) =>
    Number.isNaN(mean) ? 1 : 0,
  );
  return [...rates, { name: 'returns-missing', at: 'cutoff', values: unknown }];
}
