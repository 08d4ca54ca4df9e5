import { columnIndex } from '../features/feature-rows.ts';
import type { FeatureRows } from '../features/feature-rows.ts';

/**
 * What a network adds its output to, in log units: the mean of the last 26 weeks, or what the drivers explain with half or
 * all of the residual of the last weeks. Networks with different offsets err differently, which is worth more in a mean
 * than another seed.
 */
export type View = 'long-level' | 'driver-effect' | 'recent-level';

/** The offset of every row, in log units. */
export function offsets(rows: FeatureRows, view: View): Float32Array {
  switch (view) {
    case 'long-level':
      return combine(rows, { 'units-mean-26': 1 });
    case 'driver-effect':
      return combine(rows, { eff: 1, 'residual-mean-8': 0.5 });
    case 'recent-level':
      return combine(rows, { eff: 1, 'residual-mean-4': 1 });
  }
}

function combine(rows: FeatureRows, shares: Readonly<Record<string, number>>): Float32Array {
  const width = rows.columns.length;
  const result = new Float32Array(rows.series.length);
  for (const [name, share] of Object.entries(shares)) {
    const column = columnIndex(rows.columns, name);
    for (let row = 0; row < result.length; row++) result[row]! += share * rows.values[row * width + column]!;
  }
  return result;
}
