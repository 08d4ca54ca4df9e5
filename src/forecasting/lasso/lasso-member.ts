import type { LassoAim } from '../../contracts/project.ts';
import { breathe } from '../event-loop.ts';
import { featureModelOf } from '../feature-model-of.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import type { RowsRead } from '../features/rows-read.ts';
import { describeSpace, trainingSpace } from '../features/row-space.ts';
import type { RowSpace } from '../features/row-space.ts';
import { finishForecast } from '../finish-forecast.ts';
import type { MemberForecast } from '../member-forecast.ts';
import type { FitHooks, FittedMember, MemberTask } from '../member-types.ts';
import type { Panel } from '../panel.ts';
import { stateMember } from '../state-member.ts';
import { calibrate } from './calibration.ts';
import type { Calibration } from './calibration.ts';
import { chooseGramProduct } from './gram-product.ts';
import { fitLocalLasso, forecastLocalLasso } from './local-lasso.ts';
import type { LocalForecast, LocalLasso, UncalibratedLasso } from './local-lasso.ts';
import { lassoFiles } from './lasso-files.ts';
import type { LassoState } from './lasso-state.ts';

/** Rows an item needs for a LASSO of its own. */
const minimumItemRows = 60;

/** The name of the regression over all items in the diagnostics. */
export const pooledName = '(pooled)';

/** Fits the LASSO member: one regression per item with at least 60 rows, and one of the whole segment for the others. */
export async function fitLassoMember(task: MemberTask, hooks: FitHooks): Promise<FittedMember> {
  hooks.signal?.throwIfAborted();
  const { panel, items, cutoffIndex, horizonWeeks } = task;
  const features = hooks.featureModel ?? featureModelOf(task);
  const space = trainingSpace(features, panel, items, cutoffIndex, horizonWeeks);
  const groups = positionsByItem(panel, space);
  const rowsOf = (positions: Int32Array) => countRows(space, positions);
  const large = [...groups].filter(([, positions]) => rowsOf(positions) >= minimumItemRows);
  const everyItemHasOwn = items.every((item) => large.some(([name]) => name === item));
  const epochs = large.length + (everyItemHasOwn ? 0 : 1);
  const storeNames = Array.from(space.series, (s) => panel.stores[panel.seriesStore[s]!]!);
  const { promotions } = features.drivers;
  const parameters = task.parameters.lasso;
  const multiplied = space.series.length * (cutoffIndex + 1) * (everyItemHasOwn ? 1 : 2);
  const product = await chooseGramProduct(hooks.gram, multiplied, space.columns.length);
  const fits = new Map<string, UncalibratedLasso>();
  const fit = async (name: string, positions: Int32Array): Promise<void> => {
    await breathe(hooks.signal);
    const fitted = fitLocalLasso(space, positions, storeNames, promotions, parameters, product);
    fits.set(name, fitted);
    hooks.progress?.({ epoch: fits.size, epochs, loss: fitted.diagnostics.residualVariance });
  };
  for (const [item, positions] of large) await fit(item, positions);
  if (!everyItemHasOwn) await fit(pooledName, withRows(space, Int32Array.from(space.series.keys())));
  // The items share one shift; the pooled regression, whose errors differ, has its own.
  const ofItems = calibrated(
    [...fits].filter(([name]) => name !== pooledName),
    parameters.aim,
  );
  const ofSegment = calibrated(
    [...fits].filter(([name]) => name === pooledName),
    parameters.aim,
  );
  return lassoMember({
    items,
    horizonWeeks,
    features,
    perItem: ofItems.models,
    pooled: ofSegment.models.get(pooledName) ?? null,
    diagnostics: {
      ...describeSpace(space, panel),
      weeksUsed: weeksOfAll([...fits.values()]),
      regressions: Object.fromEntries([...fits].map(([name, { diagnostics }]) => [name, diagnostics])),
      calibration: { items: ofItems.calibration, pooled: ofSegment.calibration },
    },
  });
}

/** Distinct target weeks in the Gram matrices. */
function weeksOfAll(fits: readonly UncalibratedLasso[]): number {
  const used = new Set(fits.flatMap(({ weeksUsed }) => [...weeksUsed.keys()].filter((week) => weeksUsed[week] === 1)));
  return used.size;
}

function countRows({ nWeeks, stepsTo }: RowSpace, positions: Int32Array): number {
  let rows = 0;
  for (const i of positions) for (let w = 0; w < nWeeks; w++) rows += stepsTo[i * nWeeks + w]!;
  return rows;
}

/** The series with rows. */
function withRows(space: RowSpace, positions: Int32Array): Int32Array {
  return positions.filter((i) => countRows(space, Int32Array.of(i)) > 0);
}

/** Positions of the series with rows per item, items in panel order. */
function positionsByItem(panel: Panel, space: RowSpace): Map<string, Int32Array> {
  const positions = withRows(space, Int32Array.from(space.series.keys()));
  const groups = Map.groupBy(positions, (i) => panel.seriesItem[space.series[i]!]!);
  return new Map(
    [...groups].sort(([a], [b]) => a - b).map(([item, chosen]) => [panel.items[item]!, Int32Array.from(chosen)]),
  );
}

interface CalibratedModels {
  readonly models: ReadonlyMap<string, LocalLasso>;
  readonly calibration: Calibration | null;
}

/** Gives some regressions the shift they share. */
function calibrated(fits: readonly (readonly [string, UncalibratedLasso])[], aim: LassoAim): CalibratedModels {
  if (fits.length === 0) return { models: new Map(), calibration: null };
  const calibration = calibrate(
    fits.map(([, { errors }]) => errors),
    aim,
  );
  const models = new Map(fits.map(([name, { model }]) => [name, { ...model, shift: calibration.shift }]));
  return { models, calibration };
}

/** A member that forecasts with a fitted state. */
export function lassoMember(state: LassoState): FittedMember {
  return stateMember(state, { name: 'lasso', forecast: lassoForecast, files: lassoFiles });
}

/** The forecast of rows. */
export function lassoForecast(state: LassoState, { panel, cutoffIndex, rows }: Omit<RowsRead, 'grid'>): MemberForecast {
  const { logUnits, variance } = localForecasts(state, rows, panel);
  return finishForecast(rows, logUnits, panel, cutoffIndex, variance);
}

/** Log forecasts of rows; NaN for items the fit never saw. */
export function lassoLogUnits(state: LassoState, rows: FeatureRows, panel: Panel): Float64Array {
  return localForecasts(state, rows, panel).logUnits;
}

/** Forecasts of rows; NaN for items the fit never saw. */
function localForecasts(state: LassoState, rows: FeatureRows, panel: Panel): LocalForecast {
  const logUnits = new Float64Array(rows.series.length).fill(Number.NaN);
  const variance = logUnits.slice();
  for (const [item, chosen] of rowsByItem(panel, rows)) {
    const model = regressionOf(state, item);
    if (!model) continue;
    const local = forecastLocalLasso(model, rows, chosen, storeOfRow(panel, rows));
    chosen.forEach((row, i) => {
      logUnits[row] = local.logUnits[i]!;
      variance[row] = local.variance[i]!;
    });
  }
  return { logUnits, variance };
}

/** The regression that forecasts an item: its own, or that of the whole segment; null for items the fit never saw. */
export function regressionOf(state: LassoState, item: string): LocalLasso | null {
  return state.perItem.get(item) ?? (state.items.includes(item) ? state.pooled : null);
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

/** The store of a row, by its name. */
export function storeOfRow(panel: Panel, rows: FeatureRows): (row: number) => string {
  return (row) => panel.stores[panel.seriesStore[rows.series[row]!]!]!;
}
