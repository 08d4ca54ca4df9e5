import type { FeatureColumn } from './column.ts';
import type { FeatureContext, FeatureGroup } from './feature-group.ts';
import { knownByThen, lagged, orElse, trailingMean } from './trailing.ts';
import { asKnownAhead, difference, mapped, rowsOf } from './week-matrix.ts';
import type { KnownAheadMatrix, WeekMatrix } from './week-matrix.ts';

const yearWeeks = 52;
const recentWeeks = 8;
/** Weeks from the middle of a year to its end. */
const halfYearWeeks = 25;

export const lastYearGroup: FeatureGroup = {
  name: 'last-year',
  describe: 'the week a year before the target week, the season of the item in all stores, and growth over the year',
  knownAhead: true,
  applies: ({ seasonal }) => seasonal,
  columns: lastYearFeatures,
};

/**
 * What a year ago says, from sales without promotions and against the level of that year, so that 0 means "as usual":
 * `year-ago` of the week 52 before the target, `year-ago-mean` of the three weeks around it, `season-profile` the mean of
 * those three over all stores of the item and all years so far, `year-ago-missing`. The same of the eight weeks up to the cutoff
 * (`…-recent`) says how much season the level of a row holds, and `year-over-year` how far those weeks are above the same
 * weeks a year before. What is missing takes the profile, and where there is none, 0.
 */
function* lastYearFeatures({ grid, series, adjusted, reachWeeks }: FeatureContext): Generator<FeatureColumn> {
  const { nWeeks } = grid;
  const { ofWeek, ofMonth } = yearAgo(adjusted, nWeeks, reachWeeks);
  const profile = itemProfile(ofMonth, grid.seriesItem, grid.items.length, nWeeks);
  const items = series.map((s) => grid.seriesItem[s]!);
  const seasonal = rowsOf(profile, items, nWeeks);
  const own = rowsOf(ofMonth, series, nWeeks);
  const missing = mapped(own, (value) => (Number.isNaN(value) ? 1 : 0));
  const mean = orElse(own, seasonal);
  const recent = (values: KnownAheadMatrix): KnownAheadMatrix => {
    return orElse(trailingMean(values, nWeeks, { length: recentWeeks }), 0);
  };
  yield { name: 'year-ago', at: 'target', values: orElse(rowsOf(ofWeek, series, nWeeks), mean) };
  yield { name: 'year-ago-mean', at: 'target', values: mean };
  yield { name: 'year-ago-missing', at: 'target', values: missing };
  yield { name: 'season-profile', at: 'target', values: profile, rowOf: items };
  yield { name: 'year-ago-recent', at: 'cutoff', values: recent(mean) };
  yield { name: 'season-profile-recent', at: 'cutoff', values: recent(profile), rowOf: items };
  const level = trailingMean(rowsOf(adjusted, series, nWeeks), nWeeks, { length: recentWeeks });
  yield {
    name: 'year-over-year',
    at: 'cutoff',
    values: orElse(difference(level, lagged(level, nWeeks, yearWeeks)), 0),
  };
}

/** The week a year before, and the mean of the three weeks around it, less the mean of the year around them. */
function yearAgo(adjusted: WeekMatrix, nWeeks: number, reachWeeks: number) {
  const toMiddle = Math.max(yearWeeks - halfYearWeeks, reachWeeks);
  const level = knownByThen(trailingMean(adjusted, nWeeks, { length: yearWeeks }), nWeeks, toMiddle, reachWeeks);
  const month = trailingMean(adjusted, nWeeks, { length: 3 });
  return {
    ofWeek: difference(knownByThen(adjusted, nWeeks, yearWeeks, reachWeeks), level),
    ofMonth: difference(knownByThen(month, nWeeks, yearWeeks - 1, reachWeeks), level),
  };
}

/** Item × week: the mean over the item's series and over the years so far; 0 where nothing is known. */
function itemProfile(values: KnownAheadMatrix, itemOf: Int32Array, nItems: number, nWeeks: number): KnownAheadMatrix {
  const sums = new Float64Array(nItems * nWeeks);
  const counts = new Float64Array(nItems * nWeeks);
  for (let s = 0; s < itemOf.length; s++) {
    const row = itemOf[s]! * nWeeks;
    for (let w = 0; w < nWeeks; w++) {
      const value = values[s * nWeeks + w]!;
      if (Number.isNaN(value)) continue;
      sums[row + w]! += value;
      counts[row + w]!++;
    }
  }
  for (let cell = 0; cell < sums.length; cell++) {
    if (cell % nWeeks < yearWeeks) continue;
    sums[cell]! += sums[cell - yearWeeks]!;
    counts[cell]! += counts[cell - yearWeeks]!;
  }
  return asKnownAhead(sums.map((sum, cell) => (counts[cell]! > 0 ? sum / counts[cell]! : 0)));
}
