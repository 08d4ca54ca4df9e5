import {
  defaultFeatureSettings,
  requiredFeatures,
  type FeatureName,
  type FeatureSettings,
} from '../../../src/contracts/features.ts';
import { featureCatalogue } from '../../../src/forecasting/features/catalogue.ts';
import { featureColumns } from '../../../src/forecasting/features/feature-columns.ts';
import { fitFeatures, gridFor } from '../../../src/forecasting/features/feature-model.ts';
import { rowsOf } from '../../../src/forecasting/features/week-matrix.ts';
import type { FeatureColumn } from '../../../src/forecasting/features/column.ts';
import type { Panel } from '../../../src/forecasting/index.ts';

/** The columns of one group by name, series × week to the end of the horizon. */
export function columnsOf(
  name: FeatureName,
  panel: Panel,
  { horizonWeeks = 0, ...settings }: Partial<FeatureSettings> & { readonly horizonWeeks?: number } = {},
): Readonly<Record<string, readonly number[]>> {
  const use = [...requiredFeatures, name];
  const model = fitFeatures(panel, panel.cutoffIndex, { ...defaultFeatureSettings, ...settings, use });
  const grid = gridFor(model, panel, panel.cutoffIndex, horizonWeeks);
  const group = featureCatalogue.filter((candidate) => candidate.name === name);
  const columns = featureColumns(model, grid, Int32Array.from(panel.seriesItem.keys()), { catalogue: group });
  return Object.fromEntries(Array.from(columns, (column) => [column.name, [...ofEverySeries(column, grid.nWeeks)]]));
}

/** A column as every series reads it, series × week. */
function ofEverySeries({ values, rowOf }: FeatureColumn, nWeeks: number): Float64Array {
  return rowOf ? rowsOf<Float64Array>(values, rowOf, nWeeks) : values;
}
