import type { FeatureColumn } from './column.ts';
import type { Grid, NamedColumn } from './grid.ts';
import { meanOverStores, sumOverItems } from './neighbours.ts';
import { ofSeries } from './price-features.ts';
import { lagged, orElse, trailingMean } from './trailing.ts';

const intensityLags = [0, 1, 2, 3];
const shareWeeks = [4, 13, 26];
const longestGapWeeks = 26;

/**
 * One promotion as the target week sees it: its intensity now and in the weeks before, how long it has run, how long ago
 * the last one was, how usual it is, how many stores share it, how many other items have it, and its meeting with depth.
 *
 * @param depth of `priceDepth`, or null without prices
 */
export function promotionFeatures(
  grid: Grid,
  promotion: NamedColumn,
  depth: Float64Array | null,
  series: Int32Array,
): FeatureColumn[] {
  const { nWeeks } = grid;
  const name = `promotion:${promotion.name}`;
  const intensity = promotion.values;
  const on = intensity.map((value) => (value > 0 ? 1 : 0));
  const column = (suffix: string, values: Float64Array): FeatureColumn => ({
    name: name + suffix,
    at: 'target',
    values: ofSeries(values, series, nWeeks),
  });
  const columns = intensityLags.map((lag) =>
    column(lag === 0 ? '' : `-lag-${lag}`, orElse(lagged(intensity, nWeeks, lag), 0)),
  );
  const { since, running } = runs(on, nWeeks);
  columns.push(column('-weeks-since', since), column('-weeks-running', running));
  for (const length of shareWeeks) {
    columns.push(column(`-share-${length}`, orElse(trailingMean(on, nWeeks, { length, shift: 1 }), 0)));
  }
  const inStores = meanOverStores(grid, intensity);
  const ofStore = sumOverItems(grid, on);
  columns.push(
    column(
      '-share-of-stores',
      intensity.map((_, i) => inStores[grid.seriesItem[Math.floor(i / nWeeks)]! * nWeeks + (i % nWeeks)]!),
    ),
    column(
      '-other-items',
      on.map((own, i) => ofStore[grid.seriesStore[Math.floor(i / nWeeks)]! * nWeeks + (i % nWeeks)]! - own),
    ),
  );
  if (depth)
    columns.push(
      column(
        '-by-depth',
        intensity.map((value, i) => value * depth[i]!),
      ),
    );
  return columns;
}

/** Log of the weeks since the last promoted week before this one, at most 26, and the length of the run up to this one. */
function runs(on: Float64Array, nWeeks: number): { since: Float64Array; running: Float64Array } {
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
  return { since, running };
}
