import type { ColumnContribution, GroupContribution, LassoExplanation } from '../../contracts/explanation.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import { designColumns, designMatrix, forecastClip } from '../lasso/design.ts';
import { regressionOf, storeOfRow } from '../lasso/lasso-member.ts';
import type { LassoState } from '../lasso/lasso-state.ts';
import { linear } from '../lasso/linear.ts';
import { forecastLocalLasso } from '../lasso/local-lasso.ts';
import { localVariance } from '../lasso/local-variance.ts';
import type { Panel } from '../panel.ts';
import { readableValue } from './readable-value.ts';

const pooledName = '(pooled)';

/**
 * A LASSO's log forecast of one row as a sum over groups of features. Null for items the fit never saw.
 *
 * @param groupOf group of a column by its name, of `columnGroups`
 */
export function explainLasso(
  state: LassoState,
  rows: FeatureRows,
  row: number,
  panel: Panel,
  groupOf: (column: string) => string,
): LassoExplanation | null {
  const item = panel.items[panel.seriesItem[rows.series[row]!]!]!;
  const model = regressionOf(state, item);
  if (!model) return null;
  const chosen = Int32Array.of(row);
  const store = storeOfRow(panel, rows);
  const x = designMatrix(model.design, rows, chosen, store, forecastClip);
  const names = designColumns(model.design, rows.columns);
  const columns: ColumnContribution[] = [];
  model.mu.coefficients.forEach((coefficient, j) => {
    if (coefficient === 0) return;
    const column = names[j]!;
    const isFeature = j < rows.columns.length;
    columns.push({
      column,
      value: isFeature ? readableValue(column, rows.values[row * rows.columns.length + j]!) : null,
      typical: isFeature ? readableValue(column, model.design.scaling.mean[j]!) : null,
      logUnits: coefficient * x.values[j]!,
    });
  });
  const { intercept } = model.mu;
  const mean = intercept + total(columns);
  const shift = -model.shift * localVariance(linear(model.logVariance, x)[0]!, model.varianceScale);
  const logUnits = forecastLocalLasso(model, rows, chosen, store).logUnits[0]!;
  return {
    regression: state.perItem.has(item) ? item : pooledName,
    intercept,
    groups: grouped(columns, groupOf),
    shift,
    clipping: logUnits - mean - shift,
    logUnits,
  };
}

function grouped(columns: readonly ColumnContribution[], groupOf: (column: string) => string): GroupContribution[] {
  const bySize = (a: { readonly logUnits: number }, b: { readonly logUnits: number }) =>
    Math.abs(b.logUnits) - Math.abs(a.logUnits);
  return [...Map.groupBy(columns, ({ column }) => groupOf(column))]
    .map(([group, some]) => ({ group, logUnits: total(some), columns: some.toSorted(bySize) }))
    .sort(bySize);
}

function total(parts: readonly { readonly logUnits: number }[]): number {
  return parts.reduce((sum, { logUnits }) => sum + logUnits, 0);
}
