import { NoTrainingRowsError } from '../errors.ts';
import { forecastRows, seriesOfItems } from '../member-forecast.ts';
import type { Panel } from '../panel.ts';
import { assemble } from './assemble.ts';
import { featureColumns } from './feature-columns.ts';
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
  if (chosen.length === 0) throw new NoTrainingRowsError(items, minimumHistoryWeeks);
  const rows = chosen.length / 3;
  const position = new Int32Array(rows);
  const cutoff = new Int32Array(rows);
  const step = new Int32Array(rows);
  for (let r = 0; r < rows; r++) {
    position[r] = chosen[3 * r]!;
    cutoff[r] = chosen[3 * r + 1]!;
    step[r] = chosen[3 * r + 2]!;
  }
  return {
    ...assemble(featureColumns(model, grid, series), grid, horizonWeeks, { position, cutoff, step }),
    series: position.map((i) => series[i]!),
    cutoff,
    step,
    target: Float64Array.from(position, (i, r) => grid.logUnits[series[i]! * grid.nWeeks + cutoff[r]! + step[r]!]!),
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
  return {
    ...assemble(featureColumns(model, grid, series), grid, horizonWeeks, { position, cutoff, step }),
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

/** Events are also read in the week after the target week. */
function weeksBeyondTarget({ drivers, settings }: FeatureModel): number {
  return drivers.events.length > 0 && settings.use.includes('events') ? 1 : 0;
}

/** Position of the series in `series`, cutoff and step of every training row, flattened in threes. */
function chooseRows(grid: Grid, series: Int32Array, horizonWeeks: number): number[] {
  const perCutoff = new Int32Array(grid.nWeeks);
  const firstCutoff = Int32Array.from(series, (s) => firstUsableCutoff(grid, s));
  const eachRow = (from: number, visit: (i: number, cutoff: number, step: number) => void): void => {
    series.forEach((s, i) => {
      for (let c = Math.max(from, firstCutoff[i]!); c < grid.lastActualIndex; c++) {
        for (let h = 1; h <= horizonWeeks && c + h <= grid.lastActualIndex; h++) {
          if (!Number.isNaN(grid.logUnits[s * grid.nWeeks + c + h]!)) visit(i, c, h);
        }
      }
    });
  };
  eachRow(0, (_, c) => perCutoff[c]!++);
  let from = grid.cutoffIndex;
  for (let kept = 0; from > 0 && kept + perCutoff[from - 1]! <= maxTrainingRows;) kept += perCutoff[--from]!;
  const chosen: number[] = [];
  eachRow(from, (i, c, h) => chosen.push(i, c, h));
  return chosen;
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
