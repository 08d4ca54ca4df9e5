import type { Grid } from './grid.ts';
import { derived } from './week-matrix.ts';
import type { Knowledge, WeekMatrix } from './week-matrix.ts';

/**
 * A driver of one item as every store sees it: store × week, `store * nWeeks + week`. A store that does not carry the item
 * sees the mean of those that do; an item nobody carries is 0 everywhere.
 */
export function itemInStores<K extends Knowledge>(grid: Grid, values: WeekMatrix<K>, item: number): WeekMatrix<K> {
  const { nStores, nWeeks } = grid;
  const result = new Float64Array(nStores * nWeeks);
  const mean = new Float64Array(nWeeks);
  let carriers = 0;
  for (let store = 0; store < nStores; store++) {
    const series = grid.seriesAt[store * grid.items.length + item]!;
    if (series < 0) continue;
    carriers++;
    const row = values.subarray(series * nWeeks, (series + 1) * nWeeks);
    result.set(row, store * nWeeks);
    for (let w = 0; w < nWeeks; w++) mean[w]! += row[w]!;
  }
  if (carriers === 0) return derived(values, result);
  for (let w = 0; w < nWeeks; w++) mean[w]! /= carriers;
  for (let store = 0; store < nStores; store++) {
    if (grid.seriesAt[store * grid.items.length + item]! < 0) result.set(mean, store * nWeeks);
  }
  return derived(values, result);
}

/** Sum over the items of a store, store × week. */
export function sumOverItems<K extends Knowledge>(grid: Grid, values: WeekMatrix<K>): WeekMatrix<K> {
  const { nStores, nWeeks } = grid;
  const sum = new Float64Array(nStores * nWeeks);
  for (let s = 0; s < grid.nSeries; s++) {
    const store = grid.seriesStore[s]!;
    for (let w = 0; w < nWeeks; w++) sum[store * nWeeks + w]! += values[s * nWeeks + w]!;
  }
  return derived(values, sum);
}

/** Mean over the stores that carry an item, item × week. */
export function meanOverStores<K extends Knowledge>(grid: Grid, values: WeekMatrix<K>): WeekMatrix<K> {
  const { nWeeks } = grid;
  const mean = new Float64Array(grid.items.length * nWeeks);
  const count = new Int32Array(grid.items.length);
  for (let s = 0; s < grid.nSeries; s++) {
    const item = grid.seriesItem[s]!;
    count[item]!++;
    for (let w = 0; w < nWeeks; w++) mean[item * nWeeks + w]! += values[s * nWeeks + w]!;
  }
  for (let i = 0; i < mean.length; i++) mean[i]! /= Math.max(1, count[Math.floor(i / nWeeks)]!);
  return derived(values, mean);
}
