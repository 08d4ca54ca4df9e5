import type { RandomStream } from '../random.ts';
import type { RowPlaces } from './assemble.ts';
import { rowsPerTargetWeek } from './row-space.ts';
import type { RowCells } from './row-space.ts';

/** Target weeks, both included, as indices. */
export interface WeekRange {
  readonly from: number;
  readonly to: number;
}

type Counted = Pick<RowCells, 'series' | 'nWeeks' | 'horizonWeeks' | 'stepsTo'>;

/** Every row of a space with a target in some weeks (all by default): series by series, cutoff by cutoff, step by step. */
export function everyRow(space: Counted, weeks: WeekRange = allWeeks(space)): RowPlaces {
  const { nWeeks, horizonWeeks, stepsTo } = space;
  let rows = 0;
  for (let cell = 0; cell < stepsTo.length; cell++) {
    if (cell % nWeeks >= weeks.from && cell % nWeeks <= weeks.to) rows += stepsTo[cell]!;
  }
  const places = emptyPlaces(rows);
  let row = 0;
  for (let i = 0; i < space.series.length; i++) {
    for (let c = Math.max(0, weeks.from - horizonWeeks); c < weeks.to; c++) {
      for (let h = Math.max(1, weeks.from - c); h <= horizonWeeks && c + h <= weeks.to; h++) {
        if (stepsTo[i * nWeeks + c + h]! < h) continue;
        places.position[row] = i;
        places.cutoff[row] = c;
        places.step[row++] = h;
      }
    }
  }
  return places;
}

/**
 * Draws rows without repeats, stratified by target week: every week has its share of the draw, at least one row, and within a
 * week one row is drawn from each of as many stretches of its series. All rows where there are no more than wanted.
 *
 * @param wanted rows, at least one for each week
 * @param random decides which; the same stream draws the same rows
 * @returns in the order of `everyRow`
 */
export function drawRows(
  space: Counted,
  wanted: number,
  random: RandomStream,
  weeks: WeekRange = allWeeks(space),
): RowPlaces {
  const { nWeeks, stepsTo } = space;
  const counts = rowsPerTargetWeek(space).map((rows, w) => (w >= weeks.from && w <= weeks.to ? rows : 0));
  const quotas = shareOut(counts, wanted);
  if (quotas.every((quota, w) => quota === counts[w])) return everyRow(space, weeks);
  // Per week, which of its rows are drawn, rising; a row's number counts the week's rows by series, then step.
  const drawn = Array.from(quotas, (quota, w) => pick(counts[w]!, quota, random));
  const passed = new Float64Array(nWeeks);
  const next = new Int32Array(nWeeks);
  const places = emptyPlaces(quotas.reduce((sum, quota) => sum + quota, 0));
  let row = 0;
  for (let i = 0; i < space.series.length; i++) {
    const first = row;
    for (let w = weeks.from; w <= weeks.to; w++) {
      const steps = stepsTo[i * nWeeks + w]!;
      const picks = drawn[w]!;
      while (next[w]! < picks.length && picks[next[w]!]! < passed[w]! + steps) {
        places.position[row] = i;
        places.step[row] = 1 + picks[next[w]!]! - passed[w]!;
        places.cutoff[row] = w - places.step[row]!;
        next[w]!++;
        row++;
      }
      passed[w]! += steps;
    }
    sortByCutoff(places, first, row);
  }
  return places;
}

/** The weeks that have rows. */
function allWeeks({ nWeeks }: Pick<RowCells, 'nWeeks'>): WeekRange {
  return { from: 0, to: nWeeks - 1 };
}

/** Whole numbers in proportion to the counts, at least 1 and at most the count where there is one. */
function shareOut(counts: Float64Array, wanted: number): Int32Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total <= wanted) return Int32Array.from(counts);
  let before = 0;
  let dealt = 0;
  return Int32Array.from(counts, (count) => {
    if (count === 0) return 0;
    before += count;
    const quota = Math.min(count, Math.max(1, Math.round((before * wanted) / total) - dealt));
    dealt += quota;
    return quota;
  });
}

/** `quota` of the numbers 0 … count − 1, rising: one from each of as many equal stretches. */
function pick(count: number, quota: number, random: RandomStream): Int32Array {
  const picks = new Int32Array(quota);
  for (let k = 0; k < quota; k++) {
    const from = Math.floor((k * count) / quota);
    const to = Math.floor(((k + 1) * count) / quota);
    picks[k] = from + Math.floor(random() * (to - from));
  }
  return picks;
}

/** The rows of one series by cutoff, then step. */
function sortByCutoff({ cutoff, step }: RowPlaces, from: number, to: number): void {
  for (let row = from + 1; row < to; row++) {
    const [c, h] = [cutoff[row]!, step[row]!];
    let place = row;
    for (; place > from && (cutoff[place - 1]! > c || (cutoff[place - 1]! === c && step[place - 1]! > h)); place--) {
      cutoff[place] = cutoff[place - 1]!;
      step[place] = step[place - 1]!;
    }
    cutoff[place] = c;
    step[place] = h;
  }
}

function emptyPlaces(rows: number): RowPlaces {
  return { position: new Int32Array(rows), cutoff: new Int32Array(rows), step: new Int32Array(rows) };
}
