import type { TargetColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { DriverColumn, Grid } from './grid.ts';
import { missingIndicator } from './indicator.ts';
import { meanOverStores, sumOverItems } from './neighbours.ts';
import { lagged, orElse, trailingMean } from './trailing.ts';
import { derived, difference, product, rowsOf } from './week-matrix.ts';
import type { KnownAheadMatrix } from './week-matrix.ts';

const intensityLags = [0, 1, 2, 3];
const shareWeeks = [4, 13, 26];
const longestGapWeeks = 26;

export const promotionsGroup: FeatureGroup = {
  name: 'promotions',
  describe: 'each promotion now and before, its run, its usualness, the other stores and items that have it',
  knownAhead: true,
  applies: ({ drivers }) => drivers.promotions.length > 0,
  *columns(context) {
    const { grid, depth, series, from } = context;
    for (const promotion of grid.promotions) {
      yield* promotionFeatures(grid, promotion, depth, series, from);
      yield* missingIndicator(`promotion:${promotion.name}`, promotion, context);
    }
  },
};

/**
 * One promotion as the target week sees it: its intensity now and in the weeks before, how long it has run, how long ago
 * the last one was, how usual it is, how many stores share it, how many other items have it, and its meeting with depth.
 *
 * @param depth of `priceDepth`, or null without prices
 * @param from the first week that is read
 */
export function promotionFeatures(
  grid: Grid,
  promotion: DriverColumn,
  depth: KnownAheadMatrix | null,
  series: Int32Array,
  from = 0,
): TargetColumn[] {
  const { nWeeks } = grid;
  const own = (values: KnownAheadMatrix) => rowsOf(values, series, nWeeks);
  const onEverywhere = switchedOn(promotion.values);
  const [intensity, on] = [own(promotion.values), own(onEverywhere)];
  const column = (suffix: string, values: KnownAheadMatrix): TargetColumn => ({
    name: `promotion:${promotion.name}${suffix}`,
    at: 'target',
    values,
  });
  const columns = intensityLags.map((lag) =>
    column(lag === 0 ? '' : `-lag-${lag}`, orElse(lagged(intensity, nWeeks, lag), 0)),
  );
  const { since, running } = runs(on, nWeeks);
  columns.push(column('-weeks-since', since), column('-weeks-running', running));
  for (const length of shareWeeks) {
    columns.push(column(`-share-${length}`, orElse(trailingMean(on, nWeeks, { length, shift: 1, from }), 0)));
  }
  const spread = (values: KnownAheadMatrix, groupOf: Int32Array) =>
    rowsOf(
      values,
      series.map((s) => groupOf[s]!),
      nWeeks,
    );
  const ofStore = spread(sumOverItems(grid, onEverywhere), grid.seriesStore);
  columns.push(
    column('-share-of-stores', spread(meanOverStores(grid, promotion.values), grid.seriesItem)),
    column('-other-items', difference(ofStore, on)),
  );
  if (depth) columns.push(column('-by-depth', product(intensity, own(depth))));
  return columns;
}

/** 1 in the weeks with a promotion. */
function switchedOn(intensity: KnownAheadMatrix): KnownAheadMatrix {
  const on = new Float64Array(intensity.length);
  for (let cell = 0; cell < on.length; cell++) on[cell] = intensity[cell]! > 0 ? 1 : 0;
  return derived(intensity, on);
}

/** Log of the weeks since the last promoted week before this one, at most 26, and the length of the run up to this one. */
function runs(on: KnownAheadMatrix, nWeeks: number): { since: KnownAheadMatrix; running: KnownAheadMatrix } {
  const since = new Float64Array(on.length);
  const running = new Float64Array(on.length);
  for (let start = 0; start < on.length; start += nWeeks) {
    let gap = longestGapWeeks;
    let length = 0;
    for (let w = 0; w < nWeeks; w++) {
      since[start + w] = Math.log(gap);
      length = on[start + w]! > 0 ? length + 1 : 0;
      running[start + w] = length;
      gap = on[start + w]! > 0 ? 1 : Math.min(longestGapWeeks, gap + 1);
    }
  }
  return { since: derived(on, since), running: derived(on, running) };
}
