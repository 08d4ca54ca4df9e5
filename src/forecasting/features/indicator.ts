import type { TargetColumn } from './column.ts';
import type { FeatureContext } from './feature-group.ts';
import type { DriverColumn } from './grid.ts';
import { asKnownAhead } from './week-matrix.ts';

/**
 * A column that is 1 where a value of the target week was missing and had to be filled. Only where training rows had such
 * cases: a column that never varied in training teaches a model nothing.
 */
export function missingIndicator(prefix: string, column: DriverColumn, context: FeatureContext): TargetColumn[] {
  if (!context.indicators.includes(column.name)) return [];
  const { series, grid } = context;
  const values = new Float64Array(series.length * grid.nWeeks);
  if (column.missing) {
    for (let i = 0; i < values.length; i++) {
      values[i] = column.missing[series[Math.floor(i / grid.nWeeks)]! * grid.nWeeks + (i % grid.nWeeks)]!;
    }
  }
  return [{ name: `${prefix}-missing`, at: 'target', values: asKnownAhead(values) }];
}
