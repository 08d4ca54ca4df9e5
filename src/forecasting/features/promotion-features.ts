import type { TargetColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { DriverColumn, Grid } from './grid.ts';
import { missingIndicator } from './indicator.ts';
import { meanOverStores, sumOverItems } from './neighbours.ts';
import { lagged, orElse, trailingMean } from './trailing.ts';
import { combined, derived, mapped, rowsOf } from './week-matrix.ts';
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
    const { grid, depth, series } = context;
    for (const promotion of grid.promotions) {
      yield* promotionFeatures(grid, promotion, depth, series);
      yield* missingIndicator(`promotion:${promotion.name}`, promotion, context);
    }
  },
};

/**
 * One promotion as the target week sees it: its intensity now and in the weeks before, how long it has run, how long ago
 * the last one was, how usual it is, how many stores share it, how many other items have it, and its meeting with depth.
 *
 * @param depth of `priceDepth`, or null without prices
 */
export function promotionFeatures(
  grid: Grid,
  promotion: DriverColumn,
  depth: KnownAheadMatrix | null,
  series: Int32Array,
): TargetColumn[] {
  const { nWeeks } = grid;
  const name = `promotion:${promotion.name}`;
  const intensity = promotion.values;
  const on = mapped(intensity, (value) => (value > 0 ? 1 : 0));
  const column = (suffix: string, values: KnownAheadMatrix): TargetColumn => ({
    name: name + suffix,
    at: 'target',
    values: rowsOf(values, series, nWeeks),
  });
  const columns = intensityLags.map((lag) =>
    column(lag === 0 ? '' : `-lag-${lag}`, orElse(lagged(intensity, nWeeks, lag), 0)),
  );
  const { since, running } = runs(on, nWeeks);
  columns.push(column('-weeks-since', since), column('-weeks-running', running));
  for (const length of shareWeeks) {
    columns.push(column(`-share-${length}`, orElse(trailingMean(on, nWeeks, { length, shift: 1 }), 0)));
  }
  const inStores = rowsOf(meanOverStores(grid, intensity), grid.seriesItem, nWeeks);
  const ofStore = rowsOf(sumOverItems(grid, on), grid.seriesStore, nWeeks);
  columns.push(
    column('-share-of-stores', inStores),
    column(
      '-other-items',
      combined(ofStore, on, (all, own) => all - own),
    ),
  );
  if (depth)
    columns.push(
      column(
        '-by-depth',
        combined(intensity, depth, (value, deep) => value * deep),
      ),
    );
  return columns;
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
