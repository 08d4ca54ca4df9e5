import type { ColumnContribution, GroupContribution, LassoExplanation } from '../../contracts/explanation.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import { designColumns, designMatrix, forecastClip } from '../lasso/design.ts';
import { regressionOf, storeOfRow } from '../lasso/lasso-member.ts';
import type { LassoState } from '../lasso/lasso-state.ts';
import { linear } from '../lasso/linear.ts';
import { forecastLocalLasso } from '../lasso/local-lasso.ts';
import { localVariance } from '../lasso/local-variance.ts';
import type { Panel } from '../panel.ts';
import { columnLabel, partLabels } from './column-labels.ts';
import type { DriverPart, DriverParts } from './driver-parts.ts';
import { readableValue } from './readable-value.ts';

const pooledName = '(pooled)';

/** What a row's columns mean to people. */
export interface ColumnMeanings {
  /** Group of a column by its name, of `columnGroups`. */
  readonly groupOf: (column: string) => string;
  /** Of `driverParts`. */
  readonly partsOf: (series: number, week: number) => DriverParts;
}

/** A LASSO's log forecast of one row as a sum over groups of features. Null for items the fit never saw. */
export function explainLasso(
  state: LassoState,
  rows: FeatureRows,
  row: number,
  panel: Panel,
  { groupOf, partsOf }: ColumnMeanings,
): LassoExplanation | null {
  const item = panel.items[panel.seriesItem[rows.series[row]!]!]!;
  const model = regressionOf(state, item);
  if (!model) return null;
  const chosen = Int32Array.of(row);
  const store = storeOfRow(panel, rows);
  const x = designMatrix(model.design, rows, chosen, store, forecastClip);
  const names = designColumns(model.design, rows.columns);
  const columns: Grouped[] = [];
  model.mu.coefficients.forEach((coefficient, j) => {
    if (coefficient === 0) return;
    const column = names[j]!;
    const isFeature = j < rows.columns.length;
    const logUnits = coefficient * x.values[j]!;
    const value = rows.values[row * rows.columns.length + j]!;
    if (column === 'eff') {
      const parts = partsOf(rows.series[row]!, rows.cutoff[row]! + rows.step[row]!);
      columns.push(...effectByPart(logUnits, value, model.design.scaling.mean[j]!, parts));
      return;
    }
    columns.push({
      group: groupLabel(groupOf(column), column),
      column: columnLabel(column),
      value: isFeature ? readableValue(column, value) : null,
      typical: isFeature ? readableValue(column, model.design.scaling.mean[j]!) : null,
      logUnits,
    });
  });
  const { intercept } = model.mu;
  const mean = intercept + total(columns);
  const shift = -model.shift * localVariance(linear(model.logVariance, x)[0]!, model.varianceScale);
  const logUnits = forecastLocalLasso(model, rows, chosen, store).logUnits[0]!;
  return {
    regression: state.perItem.has(item) ? item : pooledName,
    intercept,
    groups: grouped(columns),
    shift,
    clipping: logUnits - mean - shift,
    logUnits,
  };
}

type Grouped = ColumnContribution & { readonly group: string };

/**
 * The expected effect of the drivers among what it is expected of: prices, promotions and so on. What is left takes a row like the mean to
 * one whose drivers are as usual.
 */
function effectByPart(logUnits: number, effect: number, mean: number, parts: DriverParts): Grouped[] {
  const apart = effect - mean;
  const slope = Math.abs(apart) < 1e-9 ? 0 : logUnits / apart;
  const usual = readableValue('eff', 0);
  const shown = Object.entries(parts).map(([part, partEffect]) => ({
    group: part,
    column: partLabels[part as DriverPart],
    ...{ value: readableValue('eff', partEffect), typical: usual, logUnits: slope * partEffect },
  }));
  const rest = logUnits - total(shown);
  const typical = readableValue('eff', mean);
  return [
    ...shown,
    { group: 'a usual week', column: 'expected of usual drivers', value: usual, typical, logUnits: rest },
  ];
}

/** The season that stage one expects is no driver. */
function groupLabel(group: string, column: string): string {
  if (/^eff-season/.test(column)) return 'season';
  return group.replaceAll('driver-effect', 'drivers');
}

function grouped(columns: readonly Grouped[]): GroupContribution[] {
  const bySize = (a: { readonly logUnits: number }, b: { readonly logUnits: number }) =>
    Math.abs(b.logUnits) - Math.abs(a.logUnits);
  return [...Map.groupBy(columns, ({ group }) => group)]
    .map(([group, some]) => ({
      group,
      logUnits: total(some),
      columns: some.map(({ group: _, ...column }) => column).toSorted(bySize),
    }))
    .sort(bySize);
}

function total(parts: readonly { readonly logUnits: number }[]): number {
  return parts.reduce((sum, { logUnits }) => sum + logUnits, 0);
}
