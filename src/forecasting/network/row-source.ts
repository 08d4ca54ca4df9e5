import { drawRows, everyRow } from '../features/row-places.ts';
import type { WeekRange } from '../features/row-places.ts';
import type { RowPlaces } from '../features/assemble.ts';
import { rowsPerTargetWeek } from '../features/row-space.ts';
import type { RowSpace } from '../features/row-space.ts';
import { randomStream } from '../random.ts';
import type { NetworkSettings } from './presets.ts';

/** Which rows networks learn from, an epoch's at a time. */
export interface RowSource {
  /**
   * The rows of an epoch, from 1, of the network with a seed: the same rows every time they are asked for, as many in every
   * epoch.
   */
  learned(epoch: number, seed: number): RowPlaces;
  /** Whether every epoch learns from the same rows. */
  readonly constant: boolean;
  /** Rows kept for early stopping; null without. */
  readonly validation: RowPlaces | null;
  /** Index of the last target week of all rows. */
  readonly lastTargetWeek: number;
}

/** Rows up to which every epoch learns from all of them. */
const wholeRows = 300_000;
/** Where there are more, every epoch draws this many of its own from all of them, some of every target week. */
const drawnRows = 131_072;

/** How the rows of epochs are drawn. */
export interface DrawSizes {
  readonly wholeRows: number;
  readonly drawnRows: number;
}

/**
 * Learns from all rows of a space, every epoch from all or from a draw of them, stratified by target week. With early stopping the
 * last target weeks are kept from it.
 */
export function rowSource(
  space: RowSpace,
  { earlyStopping }: Pick<NetworkSettings, 'earlyStopping'>,
  sizes: DrawSizes = { wholeRows, drawnRows },
): RowSource {
  const perWeek = rowsPerTargetWeek(space);
  const lastTargetWeek = perWeek.findLastIndex((rows) => rows > 0);
  const firstHeldOut = earlyStopping ? lastTargetWeek - earlyStopping.validationWeeks + 1 : lastTargetWeek + 1;
  // With nothing left to learn from, early stopping is no use.
  const stops = perWeek.some((rows, week) => rows > 0 && week < firstHeldOut);
  const learnedFrom = { from: 0, to: stops ? firstHeldOut - 1 : lastTargetWeek };
  const heldOut = { from: learnedFrom.to + 1, to: lastTargetWeek };
  const pick = (weeks: WeekRange, ...labels: readonly (string | number)[]): RowPlaces =>
    isWhole(perWeek, weeks, sizes)
      ? everyRow(space, weeks)
      : drawRows(space, sizes.drawnRows, randomStream(0, 'draw', ...labels), weeks);
  const validation = heldOut.from <= heldOut.to ? pick(heldOut, 'validation') : null;
  if (!isWhole(perWeek, learnedFrom, sizes)) {
    return {
      learned: (epoch, seed) => pick(learnedFrom, seed, epoch),
      constant: false,
      validation,
      lastTargetWeek,
    };
  }
  const all = everyRow(space, learnedFrom);
  return { learned: () => all, constant: true, validation, lastTargetWeek };
}

/** Distinct target weeks among some rows. */
export function distinctTargetWeeks({ cutoff, step }: RowPlaces): number {
  return new Set(Array.from(cutoff, (week, row) => week + step[row]!)).size;
}

function isWhole(perWeek: Float64Array, { from, to }: WeekRange, sizes: DrawSizes): boolean {
  return perWeek.subarray(from, to + 1).reduce((sum, rows) => sum + rows, 0) <= sizes.wholeRows;
}
