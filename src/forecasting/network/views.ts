import { gatherColumns, type RowPlaces } from '../features/assemble.ts';
import type { StoredColumn } from '../features/column.ts';
import { columnIndex } from '../features/feature-rows.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import type { RowCells } from '../features/row-space.ts';

/**
 * What a network adds its output to, in log units: the mean of the last 26 weeks, moved to the target week's season; or the level of
 * the year with what stage one expects of the target week and half or all of the residual of the last weeks. Networks with
 * different offsets err differently, which is worth more in a mean than another seed.
 */
export type View = 'long-level' | 'driver-effect' | 'recent-level';

const expected = { level: 1, eff: 1, 'eff-season': 1 };

/** The columns whose sum, each times its share, is a row's offset in log units. */
export function offsetShares(columns: readonly string[], view: View): ReadonlyMap<string, number> {
  const shares = new Map(Object.entries(sharesOf(view)));
  for (const name of shares.keys()) {
    // There is no season where the data reach over little more than a year.
    if (name.startsWith('eff-season') && !columns.includes(name)) shares.delete(name);
    else columnIndex(columns, name);
  }
  return shares;
}

function sharesOf(view: View): Readonly<Record<string, number>> {
  switch (view) {
    case 'long-level':
      return { 'units-mean-26': 1, 'eff-season': 1, 'eff-season-mean-26': -1 };
    case 'driver-effect':
      return { ...expected, 'residual-mean-8': 0.5 };
    case 'recent-level':
      return { ...expected, 'residual-mean-4': 1 };
  }
}

/** The offset of every row, in log units. */
export function offsets(rows: FeatureRows, view: View): Float32Array {
  const width = rows.columns.length;
  const result = new Float32Array(rows.series.length);
  for (const [name, share] of offsetShares(rows.columns, view)) {
    const column = columnIndex(rows.columns, name);
    for (let row = 0; row < result.length; row++) result[row]! += share * rows.values[row * width + column]!;
  }
  return result;
}

/**
 * The offset of some rows of a space, in log units: as `offsets`, for rows that are not put together.
 *
 * @param columns unscaled, by name; at least those of `offsetShares`
 */
export function gatherOffsets(
  space: RowCells,
  columns: ReadonlyMap<string, StoredColumn>,
  places: RowPlaces,
  view: View,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(places.position.length);
  const one = new Float32Array(result.length);
  for (const [name, share] of offsetShares(space.columns, view)) {
    gatherColumns([columns.get(name)!], space, places, one, 1);
    for (let row = 0; row < result.length; row++) result[row]! += share * one[row]!;
  }
  return result;
}
