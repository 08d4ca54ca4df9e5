import { NoTrainingRowsError } from '../errors.ts';
import { forecastRows, seriesOfItems } from '../member-forecast.ts';
import type { Panel } from '../panel.ts';
import { assemble, type RowPlaces } from './assemble.ts';
import { featureColumns, groupsOfColumns } from './feature-columns.ts';
import { gridFor } from './feature-model.ts';
import type { FeatureModel } from './feature-model.ts';
import type { Grid } from './grid.ts';

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

/** Observed weeks a series needs up to a cutoff before a member forecasts it or learns from it. */
const minimumHistoryWeeks = 8;

/** Rows a fit holds at most; where a segment has more, the oldest cutoffs are left out. Bounds memory to about 1 GB. */
const maxTrainingRows = 300_000;

/**
 * Training rows of a segment: every series of its items, every cutoff and step whose target week is known and not after
 * `cutoffIndex`.
 *
 * @param series some of the items' series; all of them by default
 * @throws NoTrainingRowsError where no series has enough history
 */
export function trainingRows(
  model: FeatureModel,
  panel: Panel,
  items: readonly string[],
  cutoffIndex: number,
  horizonWeeks: number,
  series: Int32Array = seriesOfItems(panel, items),
): FeatureRows {
  const grid = gridFor(model, panel, cutoffIndex, weeksBeyondTarget(model));
  const chosen = chooseRows(grid, series, horizonWeeks);
  const { position, cutoff, step, firstCutoff } = chosen;
  const rows = position.length;
  if (rows === 0) throw new NoTrainingRowsError(items, minimumHistoryWeeks);
  const from = weekOfActuals(grid, firstCutoff);
  const seriesOfRow = new Int32Array(rows);
  const target = new Float64Array(rows);
  for (let r = 0; r < rows; r++) {
    seriesOfRow[r] = series[position[r]!]!;
    target[r] = grid.logUnits[seriesOfRow[r]! * grid.nWeeks + cutoff[r]! + step[r]!]!;
  }
  return {
    ...gatherRows(model, grid, series, from, horizonWeeks, chosen),
    series: seriesOfRow,
    cutoff,
    step,
    target,
    usable: new Uint8Array(rows).fill(1),
    carriedForward: 0,
    leadWeeks: model.settings.leadWeeks,
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
  const grid = gridFor(model, panel, cutoffIndex, horizonWeeks);
  const series = seriesOfItems(panel, items);
  const { seriesIndex, step } = forecastRows(series, horizonWeeks);
  const position = Int32Array.from(seriesIndex, (_, r) => Math.floor(r / horizonWeeks));
  const cutoff = new Int32Array(seriesIndex.length).fill(cutoffIndex);
  const from = weekOfActuals(grid, cutoffIndex);
  return {
    ...gatherRows(model, grid, series, from, horizonWeeks, { position, cutoff, step }),
    series: seriesIndex,
    cutoff,
    step,
    target: new Float64Array(seriesIndex.length).fill(Number.NaN),
    usable: Uint8Array.from(seriesIndex, (s) => (observedWeeks(grid, s) >= minimumHistoryWeeks ? 1 : 0)),
    carriedForward: series.reduce((sum, s) => sum + grid.carriedForward[s]!, 0),
    leadWeeks: model.settings.leadWeeks,
  };
}

/** JSON facts about training rows, for a member's diagnostics. */
export function describeRows(rows: FeatureRows, panel: Panel): Readonly<Record<string, unknown>> {
  const oldest = rows.cutoff.reduce((least, cutoff) => Math.min(least, cutoff), panel.weeks.length - 1);
  return { trainingRows: rows.series.length, featureColumns: rows.columns.length, oldestCutoff: panel.weeks[oldest] };
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

/** @param from the first week that a row reads */
function gatherRows(
  model: FeatureModel,
  grid: Grid,
  series: Int32Array,
  from: number,
  horizonWeeks: number,
  places: RowPlaces,
): Pick<FeatureRows, 'columns' | 'values'> {
  const names = [...groupsOfColumns(model, grid).keys()];
  return assemble(names, featureColumns(model, grid, series, { from }), grid, horizonWeeks, places);
}

/** Events are also read in the week after the target week. */
function weeksBeyondTarget({ drivers, settings }: FeatureModel): number {
  return drivers.events.length > 0 && settings.use.includes('events') ? 1 : 0;
}

/** Where the members read what is known at a cutoff: the last week whose actuals may be used. */
function weekOfActuals(grid: Grid, cutoff: number): number {
  return Math.max(0, cutoff - (grid.cutoffIndex - grid.lastActualIndex));
}

/** The training rows: series by series by their position in `series`, cutoff by cutoff, step by step. */
function chooseRows(
  grid: Grid,
  series: Int32Array,
  horizonWeeks: number,
): RowPlaces & { readonly firstCutoff: number } {
  const { nWeeks, lastActualIndex, logUnits } = grid;
  const usableFrom = Int32Array.from(series, (s) => firstUsableCutoff(grid, s));
  const perCutoff = new Int32Array(nWeeks);
  for (let i = 0; i < series.length; i++) {
    for (let c = usableFrom[i]!; c < lastActualIndex; c++) perCutoff[c]! += knownSteps(i, c);
  }
  let firstCutoff = grid.cutoffIndex;
  let rows = 0;
  while (firstCutoff > 0 && rows + perCutoff[firstCutoff - 1]! <= maxTrainingRows) rows += perCutoff[--firstCutoff]!;
  const [position, cutoff, step] = [new Int32Array(rows), new Int32Array(rows), new Int32Array(rows)];
  let row = 0;
  for (let i = 0; i < series.length; i++) {
    for (let c = Math.max(firstCutoff, usableFrom[i]!); c < lastActualIndex; c++) {
      for (let h = 1; h <= horizonWeeks && c + h <= lastActualIndex; h++) {
        if (Number.isNaN(logUnits[series[i]! * nWeeks + c + h]!)) continue;
        position[row] = i;
        cutoff[row] = c;
        step[row++] = h;
      }
    }
  }
  return { position, cutoff, step, firstCutoff };

  function knownSteps(i: number, c: number): number {
    let known = 0;
    for (let h = 1; h <= horizonWeeks && c + h <= lastActualIndex; h++) {
      if (!Number.isNaN(logUnits[series[i]! * nWeeks + c + h]!)) known++;
    }
    return known;
  }
}

function firstUsableCutoff(grid: Grid, series: number): number {
  let observed = 0;
  for (let w = 0; w <= grid.lastActualIndex; w++) {
    if (!Number.isNaN(grid.logUnits[series * grid.nWeeks + w]!)) observed++;
    // At a cutoff the newest actuals are as old as the business lead.
    if (observed === minimumHistoryWeeks) return w + grid.cutoffIndex - grid.lastActualIndex;
  }
  return grid.nWeeks;
}

function observedWeeks(grid: Grid, series: number): number {
  let observed = 0;
  for (let w = 0; w <= grid.lastActualIndex; w++) {
    if (!Number.isNaN(grid.logUnits[series * grid.nWeeks + w]!)) observed++;
  }
  return observed;
}
