import { NoTrainingRowsError } from '../errors.ts';
import { seriesOfItems } from '../member-forecast.ts';
import type { Panel } from '../panel.ts';
import type { StoredColumn } from './column.ts';
import { featureColumns, groupsOfColumns } from './feature-columns.ts';
import { checkHorizon, gridFor } from './feature-model.ts';
import type { FeatureModel } from './feature-model.ts';
import type { Grid } from './grid.ts';
import { minimumHistoryWeeks } from './history.ts';

/**
 * All training rows of a segment, without a table of them. A row is a series, a cutoff and a step. What a row reads at its
 * cutoff is the same for every step, and what it reads at its target week the same for every cutoff, so both are kept once, as
 * series × week, and a row is put together when it is read: memory grows with series × weeks, not with rows.
 */
export interface RowSpace extends RowCells {
  /** What a row reads, in the order of `columns`; all of them but the step. */
  readonly stored: readonly StoredColumn[];
}

/** Which rows there are, and their targets. */
export interface RowCells {
  /** Names of a row's columns; the step is the last. */
  readonly columns: readonly string[];
  /** Index in the panel of each series. What follows is indexed by the position in this list. */
  readonly series: Int32Array;
  readonly nWeeks: number;
  readonly horizonWeeks: number;
  /** Weeks before a cutoff whose actuals a row does not use. */
  readonly leadWeeks: number;
  readonly cutoffIndex: number;
  /** The last target week. */
  readonly lastActualIndex: number;
  /** log(1 + units), position × week; NaN where unknown. */
  readonly logUnits: Float64Array;
  /**
   * Position × target week: how many rows have this target. They have the steps 1 … n, since a series is used from some
   * cutoff on.
   */
  readonly stepsTo: Uint16Array;
  /** Position × cutoff: how many rows have this cutoff. */
  readonly stepsFrom: Uint16Array;
  /** Rows in all. */
  readonly rows: number;
}

/**
 * The training rows of a segment: every series of its items, every cutoff and step whose target week is known and not after
 * `cutoffIndex`.
 *
 * @param series some of the items' series; all of them by default
 * @throws NoTrainingRowsError where no series has enough history
 */
export function trainingSpace(...of: Parameters<typeof trainingCells>): RowSpace {
  const { cells, stored } = trainingCells(...of);
  return { ...cells, stored: [...stored] };
}

/**
 * As `trainingSpace`, for a caller that need not hold all columns at once: each is computed when it is asked for. They can be read once.
 *
 * @param series some of the items' series; all of them by default
 * @throws NoTrainingRowsError where no series has enough history
 */
export function trainingCells(
  model: FeatureModel,
  panel: Panel,
  items: readonly string[],
  cutoffIndex: number,
  horizonWeeks: number,
  series: Int32Array = seriesOfItems(panel, items),
): { readonly cells: RowCells; readonly stored: Iterable<StoredColumn> } {
  checkHorizon(model, horizonWeeks);
  const grid = gridFor(model, panel, cutoffIndex, weeksBeyondTarget(model));
  const counts = countRows(grid, series, horizonWeeks);
  if (counts.rows === 0) throw new NoTrainingRowsError(items, minimumHistoryWeeks);
  const { nWeeks, lastActualIndex } = grid;
  const logUnits = new Float64Array(series.length * nWeeks);
  series.forEach((s, i) => logUnits.set(grid.logUnits.subarray(s * nWeeks, (s + 1) * nWeeks), i * nWeeks));
  const cells = {
    columns: [...groupsOfColumns(model, grid).keys(), 'step'],
    series,
    nWeeks,
    horizonWeeks,
    leadWeeks: model.settings.leadWeeks,
    cutoffIndex,
    lastActualIndex,
    logUnits,
    ...counts,
  };
  return { cells, stored: featureColumns(model, grid, series).map(storeColumn) };
}

/** How many rows have each target week. */
export function rowsPerTargetWeek({
  series,
  nWeeks,
  stepsTo,
}: Pick<RowCells, 'series' | 'nWeeks' | 'stepsTo'>): Float64Array {
  const counts = new Float64Array(nWeeks);
  for (let i = 0; i < series.length; i++) {
    for (let w = 0; w < nWeeks; w++) counts[w]! += stepsTo[i * nWeeks + w]!;
  }
  return counts;
}

/** JSON facts about training rows, for a member's diagnostics. */
export function describeSpace(space: RowCells, panel: Panel): Readonly<Record<string, unknown>> {
  let oldest = space.nWeeks;
  space.stepsFrom.forEach((steps, cell) => {
    if (steps > 0) oldest = Math.min(oldest, cell % space.nWeeks);
  });
  return {
    trainingRows: space.rows,
    featureColumns: space.columns.length,
    oldestCutoff: panel.weeks[oldest],
    targetWeeks: rowsPerTargetWeek(space).filter((rows) => rows > 0).length,
  };
}

/** A column in single precision, which is what a row holds. */
function storeColumn(column: { readonly values: Float64Array } & Omit<StoredColumn, 'values'>): StoredColumn {
  return { ...column, values: Float32Array.from(column.values) };
}

/** Events are also read in the week after the target week. */
function weeksBeyondTarget({ drivers, settings }: FeatureModel): number {
  return drivers.events.length > 0 && settings.use.includes('events') ? 1 : 0;
}

function countRows(
  grid: Grid,
  series: Int32Array,
  horizonWeeks: number,
): Pick<RowSpace, 'stepsTo' | 'stepsFrom' | 'rows'> {
  const { nWeeks, lastActualIndex, logUnits } = grid;
  const stepsTo = new Uint16Array(series.length * nWeeks);
  const stepsFrom = new Uint16Array(series.length * nWeeks);
  let rows = 0;
  series.forEach((s, i) => {
    const first = firstUsableCutoff(grid, s);
    for (let t = first + 1; t <= lastActualIndex; t++) {
      if (Number.isNaN(logUnits[s * nWeeks + t]!)) continue;
      const steps = Math.min(horizonWeeks, t - first);
      stepsTo[i * nWeeks + t] = steps;
      for (let c = t - steps; c < t; c++) stepsFrom[i * nWeeks + c]!++;
      rows += steps;
    }
  });
  return { stepsTo, stepsFrom, rows };
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
