import type { TargetColumn } from './column.ts';
import type { FeatureGroup } from './feature-group.ts';
import type { Grid } from './grid.ts';
import { itemInStores } from './neighbours.ts';
import { derived } from './week-matrix.ts';

export const leadingItemsGroup: FeatureGroup = {
  name: 'leading-items',
  describe: "price and promotions of the panel's largest items in the row's store",
  knownAhead: true,
  applies: ({ drivers }) => drivers.price !== null || drivers.promotions.length > 0,
  columns: ({ grid, leadingItems, series }) => leadingItemFeatures(grid, leadingItems, series),
};

/**
 * Price and promotions of the panel's leading items in the row's own store and target week, one column each. An item the
 * panel no longer has is 0 throughout.
 */
function* leadingItemFeatures(
  grid: Grid,
  leadingItems: readonly string[],
  series: Int32Array,
): Generator<TargetColumn> {
  const { nWeeks } = grid;
  const rowOf = series.map((s) => grid.seriesStore[s]!);
  const drivers = grid.promotions.map(({ name, values }) => ({ name: `promotion:${name}`, values }));
  if (grid.price) drivers.unshift({ name: 'price', values: grid.price.values });
  for (const item of leadingItems) {
    const index = grid.items.indexOf(item);
    for (const driver of drivers) {
      const values =
        index >= 0
          ? itemInStores(grid, driver.values, index)
          : derived(driver.values, new Float64Array(grid.nStores * nWeeks));
      yield { name: `${driver.name}-of:${item}`, at: 'target', values, rowOf };
    }
  }
}
