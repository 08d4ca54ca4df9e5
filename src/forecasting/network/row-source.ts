import { allWeeks, drawRows, everyRow } from '../features/row-places.ts';
import type { WeekRange } from '../features/row-places.ts';
import { rowsAt, selectRows } from '../features/feature-rows.ts';
import type { FeatureRows } from '../features/feature-rows.ts';
import type { RowSpace } from '../features/row-space.ts';
import { randomStream } from '../random.ts';
import type { NetworkSettings } from './presets.ts';

/** The rows that networks learn from, an epoch's at a time. */
export interface RowSource {
  /**
   * The rows of an epoch, from 1, of the network with a seed: the same rows every time they are asked for, as many in every
   * epoch.
   */
  learned(epoch: number, seed: number): FeatureRows;
  /** Whether every epoch learns from the same rows. */
  readonly constant: boolean;
  /** Rows kept for early stopping; null without. */
  readonly validation: FeatureRows | null;
  /** Index of the last target week of all rows. */
  readonly lastTargetWeek: number;
}

/** Up to so many rows every epoch learns from all of them. Bounds an epoch's memory to about 150 MB at 120 columns. */
const wholeRows = 300_000;
/**
 * Where a segment has more, every epoch draws so many rows of its own from all of them, some of every target week. Bounds an epoch's
 * time, not what is learned from.
 */
const drawnRows = 131_072;

type EarlyStopping = Pick<NetworkSettings, 'earlyStopping'>;

/** Learns from a table of rows, but for those with the last target weeks where training is to stop early. */
export function tableSource(rows: FeatureRows, { earlyStopping }: EarlyStopping): RowSource {
  const targetWeek = (row: number) => rows.cutoff[row]! + rows.step[row]!;
  const lastTargetWeek = rows.series.reduce((latest, _, row) => Math.max(latest, targetWeek(row)), 0);
  const whole = { learned: () => rows, constant: true, validation: null, lastTargetWeek };
  if (!earlyStopping) return whole;
  const indices = Int32Array.from(rows.series.keys());
  const from = lastTargetWeek - earlyStopping.validationWeeks + 1;
  const train = indices.filter((row) => targetWeek(row) < from);
  // With nothing left to learn from, early stopping is no use.
  if (train.length === 0) return whole;
  const learned = selectRows(rows, train);
  const validation = indices.filter((row) => targetWeek(row) >= from);
  return { ...whole, learned: () => learned, validation: selectRows(rows, validation) };
}

/**
 * Learns from all rows of a space. Up to `wholeRows` of them are every epoch's; of more, each epoch draws `drawnRows`, stratified by
 * target week.
 */
export function spaceSource(space: RowSpace, { earlyStopping }: EarlyStopping): RowSource {
  if (space.rows <= wholeRows) return tableSource(rowsAt(space, everyRow(space)), { earlyStopping });
  const lastTargetWeek = lastWeekOf(space);
  const weeks = trainingWeeks(space, lastTargetWeek, earlyStopping);
  const held: WeekRange = { from: weeks.to + 1, to: lastTargetWeek };
  const draw = (range: WeekRange, ...labels: readonly (string | number)[]) =>
    rowsAt(space, drawRows(space, drawnRows, randomStream(0, 'draw', ...labels), range));
  return {
    learned: (epoch, seed) => draw(weeks, seed, epoch),
    constant: false,
    validation: held.from <= held.to ? draw(held, 'validation') : null,
    lastTargetWeek,
  };
}

/** Distinct target weeks among some rows. */
export function distinctTargetWeeks({ cutoff, step }: FeatureRows): number {
  return new Set(Array.from(cutoff, (week, row) => week + step[row]!)).size;
}

function lastWeekOf({ nWeeks, stepsTo }: RowSpace): number {
  let last = 0;
  stepsTo.forEach((steps, cell) => {
    if (steps > 0) last = Math.max(last, cell % nWeeks);
  });
  return last;
}

function trainingWeeks(space: RowSpace, last: number, earlyStopping: NetworkSettings['earlyStopping']): WeekRange {
  const all = { ...allWeeks(space), to: last };
  if (!earlyStopping) return all;
  const to = last - earlyStopping.validationWeeks;
  const { nWeeks, stepsTo } = space;
  const anyLeft = stepsTo.some((steps, cell) => steps > 0 && cell % nWeeks <= to);
  return anyLeft ? { ...all, to } : all;
}
