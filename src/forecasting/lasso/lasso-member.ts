import { breathe } from '../event-loop.ts';
import { fitFeatures } from '../features/feature-model.ts';
import { describeRows, scoringRows, trainingRows } from '../features/feature-rows.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import { finishForecast } from '../finish-forecast.ts';
import type { MemberForecast } from '../member-forecast.ts';
import type { FitHooks, FittedMember, MemberTask } from '../member-types.ts';
import type { Panel } from '../panel.ts';
import { fitLocalLasso, forecastLocalLasso } from './local-lasso.ts';
import type { LocalLasso, LocalLassoDiagnostics } from './local-lasso.ts';
import { lassoFiles } from './lasso-files.ts';
import type { LassoState } from './lasso-state.ts';

/** Rows an item needs for a LASSO of its own. */
const minimumItemRows = 60;

/** Fits the LASSO member: one regression per item with at least 60 rows, and one of the whole segment for the others. */
export async function fitLassoMember(task: MemberTask, hooks: FitHooks): Promise<FittedMember> {
  hooks.signal?.throwIfAborted();
  const { panel, items, cutoffIndex, horizonWeeks } = task;
  const features = fitFeatures(panel, cutoffIndex);
  const rows = trainingRows(features, panel, items, cutoffIndex, horizonWeeks);
  const groups = rowsByItem(panel, rows);
  const large = [...groups].filter(([, chosen]) => chosen.length >= minimumItemRows);
  const everyItemHasOwn = items.every((item) => (groups.get(item)?.length ?? 0) >= minimumItemRows);
  const epochs = large.length + (everyItemHasOwn ? 0 : 1);
  const perItem = new Map<string, LocalLasso>();
  const diagnostics: Record<string, LocalLassoDiagnostics> = {};
  let epoch = 0;
  const fit = async (name: string, chosen: Int32Array): Promise<LocalLasso> => {
    await breathe(hooks.signal);
    const stores = storeOfRow(panel, rows);
    const fitted = fitLocalLasso(
      rows,
      chosen,
      stores,
      features.drivers.promotions,
      horizonWeeks,
      task.parameters.lasso,
    );
    diagnostics[name] = fitted.diagnostics;
    hooks.progress?.({ epoch: ++epoch, epochs, loss: fitted.diagnostics.residualVariance });
    return fitted.model;
  };
  for (const [item, chosen] of large) perItem.set(item, await fit(item, chosen));
  const all = Int32Array.from(rows.series.keys());
  const pooled = everyItemHasOwn ? null : await fit('(pooled)', all);
  return lassoMember({
    items,
    horizonWeeks,
    features,
    perItem,
    pooled,
    diagnostics: { ...describeRows(rows, panel), regressions: diagnostics },
  });
}

/** A member that forecasts with a fitted state. */
export function lassoMember(state: LassoState): FittedMember {
  return {
    name: 'lasso',
    diagnostics: state.diagnostics,
    predict: (panel, cutoffIndex, items = state.items) => predict(state, panel, cutoffIndex, items),
    toFiles: () => lassoFiles(state),
  };
}

function predict(state: LassoState, panel: Panel, cutoffIndex: number, items: readonly string[]): MemberForecast {
  const rows = scoringRows(state.features, panel, items, cutoffIndex, state.horizonWeeks);
  const forecast = new Float64Array(rows.series.length).fill(Number.NaN);
  for (const [item, chosen] of rowsByItem(panel, rows)) {
    const model = state.perItem.get(item) ?? (state.items.includes(item) ? state.pooled : null);
    if (!model) continue;
    const values = forecastLocalLasso(model, rows, chosen, storeOfRow(panel, rows));
    chosen.forEach((row, i) => (forecast[row] = values[i]!));
  }
  return finishForecast(rows, forecast, panel, cutoffIndex);
}

/** Rows per item, items in panel order. */
function rowsByItem(panel: Panel, rows: FeatureRows): Map<string, Int32Array> {
  const groups = new Map<number, number[]>();
  rows.series.forEach((series, row) => {
    const item = panel.seriesItem[series]!;
    const group = groups.get(item);
    if (group) group.push(row);
    else groups.set(item, [row]);
  });
  return new Map(
    [...groups].sort(([a], [b]) => a - b).map(([item, chosen]) => [panel.items[item]!, Int32Array.from(chosen)]),
  );
}

function storeOfRow(panel: Panel, rows: FeatureRows): (row: number) => string {
  return (row) => panel.stores[panel.seriesStore[rows.series[row]!]!]!;
}
