import { forecastRows, seriesOfItems } from '../member-forecast.ts';
import type { ForecastOrigin } from '../member-forecast.ts';
import type { Panel } from '../panel.ts';
import { assemble, type RowPlaces } from './assemble.ts';
import { featureColumns, groupsOfColumns } from './feature-columns.ts';
import { checkHorizon, gridFor } from './feature-model.ts';
import type { FeatureModel } from './feature-model.ts';
import type { Grid } from './grid.ts';
import { minimumHistoryWeeks } from './history.ts';
import { everyRow } from './row-places.ts';
import { trainingSpace } from './row-space.ts';
import type { RowSpace } from './row-space.ts';

/** Rows as the members read them: one per series, cutoff and step. */
export interface FeatureRows {
  readonly columns: readonly string[];
  /** Row-major, rows × columns, unscaled, always finite. */
  readonly values: Float32Array;
  /** Index of the series in the panel. */
  readonly series: Int32Array;
  /** Index of the cutoff's week in the panel. */
  readonly cutoff: Int32Array;
  /** Weeks after the cutoff, 1 … horizon. */
  readonly step: Int32Array;
  /** log(1 + units) of the target week; NaN in rows to forecast. */
  readonly target: Float64Array;
  /** Per row 1 where the series has enough history for a member, else 0: the baseline forecasts those. */
  readonly usable: Uint8Array;
  /** Known-ahead values missing in the target weeks and replaced by the last known one. */
  readonly carriedForward: number;
  /** Newest weeks up to a row's cutoff whose actuals it does not use. Default 0. */
  readonly leadWeeks?: number;
}

/**
 * All training rows of a segment in one table, series by series, cutoff by cutoff, step by step. For few series: what trains on
 * a whole segment reads its `RowSpace`.
 *
 * @param series some of the items' series; all of them by default
 * @throws NoTrainingRowsError where no series has enough history
 */
export function trainingRows(...of: Parameters<typeof trainingSpace>): FeatureRows {
  const space = trainingSpace(...of);
  return rowsAt(space, everyRow(space));
}

/** Puts some rows of a space together. */
export function rowsAt(space: RowSpace, places: RowPlaces): FeatureRows {
  const { series, nWeeks, horizonWeeks, logUnits, leadWeeks } = space;
  const { position, cutoff, step } = places;
  const names = space.columns.slice(0, -1);
  const target = new Float64Array(position.length);
  for (let r = 0; r < position.length; r++) target[r] = logUnits[position[r]! * nWeeks + cutoff[r]! + step[r]!]!;
  return {
    ...assemble(names, space.stored, space, horizonWeeks, places),
    series: position.map((i) => series[i]!),
    cutoff,
    step,
    target,
    usable: new Uint8Array(position.length).fill(1),
    carriedForward: 0,
    leadWeeks,
  };
}

/** The rows to forecast from one cutoff, in the order of `MemberForecast`. */
export function scoringRows(
  model: FeatureModel,
  panel: Panel,
  items: readonly string[],
  cutoffIndex: number,
  horizonWeeks: number,
): FeatureRows {
  return scoringRowsOf(model, panel, [{ cutoffIndex, items }], horizonWeeks)[0]!;
}

/**
 * The rows to forecast from several cutoffs, in the order given. Columns are computed once for all of them, in which a row sees no
 * actual after its own cutoff, as in training.
 *
 * @param origins at least one
 * @param options `stores`: whose rows are wanted, by default every store's; `grid`: of the panel at the latest cutoff, where it is there already
 */
export function scoringRowsOf(
  model: FeatureModel,
  panel: Panel,
  origins: readonly ForecastOrigin[],
  horizonWeeks: number,
  { stores, grid: known }: { readonly stores?: readonly string[]; readonly grid?: Grid } = {},
): FeatureRows[] {
  checkHorizon(model, horizonWeeks);
  const cutoffs = origins.map(({ cutoffIndex }) => cutoffIndex);
  const grid = known ?? gridFor(model, panel, Math.max(...cutoffs), horizonWeeks);
  const { leadWeeks } = model.settings;
  const series = seriesOfItems(panel, [...new Set(origins.flatMap(({ items }) => items))], stores);
  const positionOf = new Map(Array.from(series, (s, position) => [s, position]));
  const parts = origins.map(({ cutoffIndex, items }) => {
    const own = seriesOfItems(panel, items, stores);
    const { seriesIndex, step } = forecastRows(own, horizonWeeks);
    const cutoff = new Int32Array(seriesIndex.length).fill(cutoffIndex);
    return { own, seriesIndex, step, cutoff, position: seriesIndex.map((s) => positionOf.get(s)!) };
  });
  const names = [...groupsOfColumns(model, grid).keys()];
  const { columns, values } = assemble(
    names,
    featureColumns(model, grid, series, { from: Math.min(...cutoffs) - leadWeeks }),
    grid,
    horizonWeeks,
    {
      position: concatenated(parts.map(({ position }) => position)),
      cutoff: concatenated(parts.map(({ cutoff }) => cutoff)),
      step: concatenated(parts.map(({ step }) => step)),
    },
  );
  let row = 0;
  return parts.map(({ own, seriesIndex, step, cutoff }, k) => {
    const first = row;
    row += seriesIndex.length;
    const cutoffIndex = cutoffs[k]!;
    return {
      columns,
      values: values.subarray(first * columns.length, row * columns.length),
      series: seriesIndex,
      cutoff,
      step,
      target: new Float64Array(seriesIndex.length).fill(Number.NaN),
      usable: Uint8Array.from(seriesIndex, (s) => {
        return observedWeeks(grid, s, cutoffIndex - leadWeeks) >= minimumHistoryWeeks ? 1 : 0;
      }),
      carriedForward: own.reduce((sum, s) => sum + carriedForward(grid, s, cutoffIndex, horizonWeeks), 0),
      leadWeeks,
    };
  });
}

/** Some of the rows, in the order given. */
export function selectRows(rows: FeatureRows, chosen: Int32Array): FeatureRows {
  const width = rows.columns.length;
  const values = new Float32Array(chosen.length * width);
  chosen.forEach((row, r) => values.set(rows.values.subarray(row * width, (row + 1) * width), r * width));
  return {
    columns: rows.columns,
    values,
    series: chosen.map((row) => rows.series[row]!),
    cutoff: chosen.map((row) => rows.cutoff[row]!),
    step: chosen.map((row) => rows.step[row]!),
    target: Float64Array.from(chosen, (row) => rows.target[row]!),
    usable: Uint8Array.from(chosen, (row) => rows.usable[row]!),
    carriedForward: rows.carriedForward,
  };
}

/** Position of a column by name. */
export function columnIndex(columns: readonly string[], name: string): number {
  const index = columns.indexOf(name);
  if (index < 0) throw new RangeError(`There is no feature column "${name}"`);
  return index;
}

function concatenated(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Known-ahead values of a series that were missing in the target weeks of a cutoff. */
function carriedForward(grid: Grid, series: number, cutoffIndex: number, horizonWeeks: number): number {
  const first = series * grid.nWeeks + cutoffIndex + 1;
  return grid.carriedForward.subarray(first, first + horizonWeeks).reduce((sum, count) => sum + count, 0);
}

function observedWeeks(grid: Grid, series: number, lastActualIndex: number): number {
  let observed = 0;
  for (let w = 0; w <= lastActualIndex; w++) {
    if (!Number.isNaN(grid.logUnits[series * grid.nWeeks + w]!)) observed++;
  }
  return observed;
}
