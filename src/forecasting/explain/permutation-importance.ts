import { robustMape } from '../../contracts/aim.ts';
import { mapeFloorOf } from '../mape-floor.ts';
import type { GroupImportance, Importance } from '../../contracts/explanation.ts';
import { computedMembers, type ComputedMemberName } from '../../contracts/segment.ts';
import { blend, type MemberColumns } from '../blend.ts';
import type { EnsembleModel } from '../ensemble.ts';
import { NoBacktestRowsError } from '../errors.ts';
import { gridFor } from '../features/feature-model.ts';
import { scoringRows } from '../features/feature-rows.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import { computedForecasts } from '../members.ts';
import { measure } from '../metrics.ts';
import type { Panel } from '../panel.ts';
import { randomStream, shuffle } from '../random.ts';
import { columnGroups } from './column-groups.ts';
import { unitsOf } from '../units-of.ts';
import { ofStates, type FittedStates } from './fitted-states.ts';
import { rowsWithActuals } from './rows-with-actuals.ts';

export interface ImportanceOptions {
  /** Shuffles per group, over which errors are averaged; at least 1. Default 3. */
  readonly repeats?: number;
  /** Default 1. */
  readonly seed?: number;
}

type Errors = GroupImportance['increase'];

/**
 * Permutation importance by group of features (Breiman 2001, "Random Forests", section 10): all columns of a group are shuffled
 * together among the rows, and errors rise by what the group contributed. Groups that say the same share their importance: shuffling
 * one leaves the other. Rows should be of weeks the members were not fitted on.
 *
 * @param cutoffIndices windows whose forecasts are measured, with actuals in the panel
 * @param items the segment's items
 * @throws NoBacktestRowsError where no row has an actual
 */
export function permutationImportance(
  states: FittedStates,
  model: EnsembleModel,
  panel: Panel,
  cutoffIndices: readonly number[],
  items: readonly string[],
  { repeats = 3, seed = 1 }: ImportanceOptions = {},
): Importance {
  const [known] = Object.values(states);
  if (!known) throw new NoBacktestRowsError();
  const { features, horizonWeeks } = known;
  const windows = cutoffIndices.map((index) => scoringRows(features, panel, items, index, horizonWeeks));
  const { rows, actual } = rowsWithActuals(windows, panel);
  if (actual.length === 0) throw new NoBacktestRowsError();
  const computed = computedColumns(rows, panel, cutoffIndices, items, known);
  const errorsWith = (changed: FeatureRows) => errorsOf(states, model, changed, panel, actual, computed);
  const errors = errorsWith(rows);
  const groupOf = columnGroups(features, gridFor(features, panel, cutoffIndices[0]!, 0));
  const groups = [...Map.groupBy(rows.columns.keys(), (column) => groupOf(rows.columns[column]!))].map(
    ([group, columns]): GroupImportance => {
      const shuffled = Array.from({ length: repeats }, (_, repeat) => {
        const order = Int32Array.from(actual.keys());
        shuffle(order, randomStream(seed, 'importance', group, repeat));
        return errorsWith(withColumnsFrom(rows, columns, order));
      });
      return { group, increase: increases(errors, shuffled) };
    },
  );
  const weight = ({ increase }: GroupImportance) => (increase.ensemble?.mape ?? 0) + (increase.ensemble?.wape ?? 0);
  return {
    rows: actual.length,
    cutoffs: cutoffIndices.map((index) => panel.weeks[index]!),
    repeats,
    errors,
    groups: groups.sort((a, b) => weight(b) - weight(a)),
  };
}

function errorsOf(
  states: FittedStates,
  model: EnsembleModel,
  rows: FeatureRows,
  panel: Panel,
  actual: Float64Array,
  computed: MemberColumns,
): Errors {
  // Rows near zero would decide which group matters.
  const floor = mapeFloorOf(actual);
  const units = (logUnits: Float64Array) => logUnits.map(unitsOf);
  const fitted = ofStates(states, ({ record, state }) => units(record.logUnits(state, rows, panel)));
  const forecasts = { ...fitted, ...computed };
  const ensemble = units(blend(model.weights, forecasts, actual.length).map((value) => value + (model.shift ?? 0)));
  return Object.fromEntries(
    Object.entries({ ...fitted, ensemble }).map(([name, forecast]) => {
      const errors = measure(actual, forecast, undefined, floor);
      return [name, { mape: robustMape(errors), wape: errors.wape }];
    }),
  );
}

/** What the members that read no features forecast of the rows, in units. */
function computedColumns(
  rows: FeatureRows,
  panel: Panel,
  cutoffIndices: readonly number[],
  items: readonly string[],
  { horizonWeeks, features }: NonNullable<FittedStates[keyof FittedStates]>,
): Record<ComputedMemberName, Float64Array> {
  const keyOf = (cutoff: number, series: number, step: number) => `${cutoff}/${series}/${step}`;
  const units = computedMembers.map((name) => [name, new Map<string, number>()] as const);
  for (const cutoff of cutoffIndices) {
    const forecasts = computedForecasts(panel, items, cutoff, horizonWeeks, features.settings.leadWeeks);
    for (const [name, known] of units) {
      const { seriesIndex, step, values } = forecasts[name];
      values.forEach((value, row) => known.set(keyOf(cutoff, seriesIndex[row]!, step[row]!), value));
    }
  }
  const columnOf = (known: ReadonlyMap<string, number>) =>
    Float64Array.from(rows.series, (s, row) => known.get(keyOf(rows.cutoff[row]!, s, rows.step[row]!)) ?? Number.NaN);
  return Object.fromEntries(units.map(([name, known]) => [name, columnOf(known)])) as Record<
    ComputedMemberName,
    Float64Array
  >;
}

/** How much larger errors are than with nothing shuffled, averaged. */
function increases(errors: Errors, shuffled: readonly Errors[]): Errors {
  const increase = (name: keyof Errors, figure: 'mape' | 'wape'): number | null => {
    const before = errors[name]?.[figure] ?? null;
    if (before === null) return null;
    return shuffled.reduce((sum, one) => sum + ((one[name]?.[figure] ?? before) - before) / shuffled.length, 0);
  };
  const names = Object.keys(errors) as (keyof Errors)[];
  return Object.fromEntries(
    names.map((name) => [name, { mape: increase(name, 'mape'), wape: increase(name, 'wape') }]),
  );
}

/** The rows with some columns taken from other rows, together. */
function withColumnsFrom(rows: FeatureRows, columns: readonly number[], order: Int32Array): FeatureRows {
  const width = rows.columns.length;
  const values = rows.values.slice();
  order.forEach((from, to) => {
    for (const column of columns) values[to * width + column] = rows.values[from * width + column]!;
  });
  return { ...rows, values };
}
