export { baselineForecast } from './baseline.ts';
export { evaluateBacktest, evaluateRows, minimumTrainingWeeks, windowCutoffs } from './backtest.ts';
export { forecastOutOfWindow, poolRows } from './backtest-ensemble.ts';
export type { EnsembleRows } from './backtest-ensemble.ts';
export { absoluteError, comparePairs } from './compare-pairs.ts';
export { countedRows } from './counted-rows.ts';
export { backtestRows } from './backtest-rows.ts';
export type { BacktestRows, WindowForecasts } from './backtest-rows.ts';
export {
  defaultLassoParameters,
  defaultNetworkParameters,
  defaultTreesParameters,
} from '../contracts/member-defaults.ts';
export { priorWeightsOf } from './ensemble-weights.ts';
export type { EnsembleOptions } from './ensemble-weights.ts';
export { applyEnsemble, fitEnsemble } from './ensemble.ts';
export type { EnsembleForecast, EnsembleModel, PublishedColumns } from './ensemble.ts';
export * from './errors.ts';
export { columnLabel } from './explain/column-labels.ts';
export { explainForecasts } from './explain/explain-forecast.ts';
export { fittedForecasts, readStates } from './explain/fitted-states.ts';
export type { FittedStates } from './explain/fitted-states.ts';
export { permutationImportance } from './explain/permutation-importance.ts';
export { usualEffectiveRows } from './effective-rows.ts';
export { fallbackForecast } from './fallback-forecast.ts';
export { mapeFloorOf } from './mape-floor.ts';
export type { FitProgress } from './fit-progress.ts';
export { seasonalForecast, seasonalNote } from './seasonal/seasonal-forecast.ts';
export type { GramProduct } from './lasso/gram-product.ts';
export { choosePreset, fitMember, hasPresets, loadMember } from './member.ts';
export { computedForecasts } from './members.ts';
export { memberFacts } from './member-facts.ts';
export { notFiniteArrays, presetOf, specificationFile } from './member-files.ts';
export { pickRows, rowsOfStores } from './member-forecast.ts';
export type { MemberForecast } from './member-forecast.ts';
export type { FitHooks, FittedMember, MemberTask } from './member-types.ts';
export { measure, reductionAgainst } from './metrics.ts';
export { exportNetwork } from './network/export-network.ts';
export type { NetworkTrainer } from './network/trainer.ts';
export type { Panel } from './panel.ts';
export { panelUntil } from './panel-until.ts';
export { rowFacts } from './row-facts.ts';
export { rowPrices, unitsYearAgo } from './row-prices.ts';
export { splitVelocity } from './velocity.ts';
export { changeParts } from './what-if/change-parts.ts';
export { withLeverCells } from './what-if/lever-cells.ts';
export type { LeverCell } from './what-if/lever-cells.ts';
export { seenValues } from './what-if/seen-values.ts';
export { outcomeWarnings, seenWarnings } from './what-if/warnings.ts';
