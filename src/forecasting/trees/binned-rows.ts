import { breathe } from '../event-loop.ts';
import type { RowPlaces } from '../features/assemble.ts';
import type { StoredColumn } from '../features/column.ts';
import type { FeatureModel } from '../features/feature-model.ts';
import { everyRow, drawRows } from '../features/row-places.ts';
import { trainingCells } from '../features/row-space.ts';
import type { RowCells } from '../features/row-space.ts';
import type { MemberTask } from '../member-types.ts';
import { gatherOffsets, offsetShares } from '../network/views.ts';
import type { View } from '../network/views.ts';
import { randomStream } from '../random.ts';
import { binColumns, binSeries, binSteps, type BinnedTable } from './binned-columns.ts';
import { sharesDraws } from './row-draws.ts';
import { fitSeriesColumns, seriesColumnNames, seriesValues, type SeriesColumns } from './series-columns.ts';

/**
 * The levels that trees start from: the same number of trees from each, and the member is the mean of both in logs. What drivers let expect is
 * the better start where they rule, and the worse one where sales are steady, because the trees must first undo its overestimate.
 */
export const startingLevels: readonly View[] = ['driver-effect', 'long-level'];
/** Rows whose values decide the edges of bins. */
const edgeRows = 20_000;

/** What trees learn from. */
export interface BinnedRows {
  readonly space: RowCells;
  readonly series: SeriesColumns;
  /** The columns of the space, the step, and those of the series. */
  readonly table: BinnedTable;
  /** Every row of the space. */
  readonly places: RowPlaces;
  /** log(1 + units) of each. */
  readonly target: Float64Array;
  /** Per starting level, the log units each starts from. */
  readonly starts: readonly Float64Array[];
}

/**
 * Computes the columns of a task, one after another, and keeps their bins. A function of its own, so that nothing else of them is held while trees
 * grow.
 */
export async function binnedRows(
  { panel, items, cutoffIndex, horizonWeeks, seed }: MemberTask,
  features: FeatureModel,
  signal?: AbortSignal,
): Promise<BinnedRows> {
  const { cells: space, stored } = trainingCells(features, panel, items, cutoffIndex, horizonWeeks);
  const sample = drawRows(space, edgeRows, randomStream(seed, 'edges'));
  const ofLevels = new Map<string, StoredColumn>();
  const kept = keeping(stored, ofLevels, columnsOfLevels(space));
  const columns = await binColumns(space, kept, sample, { together: sharesDraws(space.rows), signal });
  const places = everyRow(space);
  const target = targetsOf(space, places);
  const starts = startingLevels.map((view) => Float64Array.from(gatherOffsets(space, ofLevels, places, view)));
  await breathe(signal);
  const series = fitSeriesColumns(panel, items, space, places, leftBy(meanOf(starts), target));
  const ofSeries = seriesValues(series, panel, space.series);
  const names = seriesColumnNames(series);
  const table = [...columns, binSteps(space), ...names.map((name, i) => binSeries(name, ofSeries[i]!, space))];
  return { space, series, table, places, target, starts };
}

/** The columns of which starting levels are made. */
function columnsOfLevels({ columns }: RowCells): ReadonlySet<string> {
  return new Set(startingLevels.flatMap((view) => [...offsetShares(columns, view).keys()]));
}

/** Passes columns on, and keeps some of them. */
function* keeping(
  columns: Iterable<StoredColumn>,
  into: Map<string, StoredColumn>,
  names: ReadonlySet<string>,
): Generator<StoredColumn> {
  for (const column of columns) {
    if (names.has(column.name)) into.set(column.name, column);
    yield column;
  }
}

function targetsOf({ logUnits, nWeeks }: RowCells, { position, cutoff, step }: RowPlaces): Float64Array {
  return Float64Array.from(position, (at, row) => logUnits[at * nWeeks + cutoff[row]! + step[row]!]!);
}

/** By row. A loop, since there may be millions of rows. */
export function meanOf(columns: readonly ArrayLike<number>[]): Float64Array {
  const mean = new Float64Array(columns[0]?.length ?? 0);
  for (const column of columns) for (let row = 0; row < mean.length; row++) mean[row]! += column[row]! / columns.length;
  return mean;
}

/** What a forecast leaves of the target. */
function leftBy(forecast: Float64Array, target: Float64Array): Float64Array {
  return target.map((value, row) => value - forecast[row]!);
}
