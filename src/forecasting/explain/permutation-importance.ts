import type { GroupImportance, Importance } from '../../contracts/explanation.ts';
import type { MemberName } from '../../contracts/segment.ts';
import { blend } from '../blend.ts';
import type { EnsembleModel } from '../ensemble.ts';
import { NoBacktestRowsError } from '../errors.ts';
import { scoringRows } from '../features/feature-rows.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import { lassoLogUnits } from '../lasso/lasso-member.ts';
import { measure } from '../metrics.ts';
import { networkLogUnits } from '../network/network-member.ts';
import type { Panel } from '../panel.ts';
import { randomStream, shuffle } from '../random.ts';
import { columnGroups } from './column-groups.ts';
import { unitsOf } from '../units-of.ts';
import type { FittedStates } from './fitted-states.ts';
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
 * together among the rows, and errors rise by what the group told. Groups that say the same share their importance: shuffling
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
  const features = (states.lasso ?? states.network)?.features;
  const horizonWeeks = (states.lasso ?? states.network)?.horizonWeeks ?? 0;
  if (!features) throw new NoBacktestRowsError();
  const windows = cutoffIndices.map((index) => scoringRows(features, panel, items, index, horizonWeeks));
  const { rows, actual } = rowsWithActuals(windows, panel);
  if (actual.length === 0) throw new NoBacktestRowsError();
  const errors = errorsOf(states, model, rows, panel, actual);
  const groupOf = columnGroups(features, panel, cutoffIndices[0]!);
  const groups = [...Map.groupBy(rows.columns.keys(), (column) => groupOf(rows.columns[column]!))].map(
    ([group, columns]): GroupImportance => {
      const shuffled = Array.from({ length: repeats }, (_, repeat) => {
        const order = Int32Array.from(actual.keys());
        shuffle(order, randomStream(seed, 'importance', group, repeat));
        return errorsOf(states, model, withColumnsFrom(rows, columns, order), panel, actual);
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
): Errors {
  const units = (logUnits: Float64Array) => logUnits.map(unitsOf);
  const forecasts: Partial<Record<MemberName, Float64Array>> = {
    ...(states.lasso ? { lasso: units(lassoLogUnits(states.lasso, rows, panel)) } : {}),
    ...(states.network ? { network: units(networkLogUnits(states.network, rows, panel)) } : {}),
  };
  const ensemble = units(blend(model.weights, forecasts, actual.length).map((value) => value + (model.shift ?? 0)));
  return Object.fromEntries(
    Object.entries({ ...forecasts, ensemble }).map(([name, forecast]) => {
      const { mape, wape } = measure(actual, forecast);
      return [name, { mape, wape }];
    }),
  );
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
