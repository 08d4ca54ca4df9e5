import type { RowSpace } from './row-space.ts';
import { finishDeviation, unbounded } from './scaling.ts';
import type { Scaling } from './scaling.ts';
import type { StoredColumn } from './column.ts';

/** Columns that say what is missing, as shares: 0 … 1. */
const missingColumn = /-missing(-share-\d+)?$/;
/** Shares are distinguished in eighths: of eight weeks. */
const shareLevels = 8;
/** Of a share that fewer rows have nothing can be learned. */
const leastShareOfRows = 0.001;

/**
 * Mean and standard deviation of every column over all rows of some series, without a table of the rows: a cell counts once for
 * each row that reads it. Of what is missing, no more is distinguished than a thousandth of the rows had: inside a long gap a
 * forecast is as it would be after a short one.
 *
 * @param positions of the series in the space
 */
export function spaceScaling(space: RowSpace, positions: Int32Array): Scaling {
  const { columns, stored, horizonWeeks, nWeeks, stepsTo } = space;
  const mean = new Float64Array(columns.length);
  const deviation = new Float64Array(columns.length);
  const highest = new Float64Array(columns.length).fill(unbounded);
  const stepRows = new Float64Array(horizonWeeks + 1);
  let rows = 0;
  for (const i of positions) {
    for (let w = 0; w < nWeeks; w++) {
      const steps = stepsTo[i * nWeeks + w]!;
      rows += steps;
      for (let h = 1; h <= steps; h++) stepRows[h]!++;
    }
  }
  const weights = positionWeights(space, positions);
  stored.forEach((column, j) => {
    const weight = weights(column);
    mean[j] = weightedSum(space, column, positions, weight, 0, 1) / rows;
    // Rows that read beyond the horizon hold 0.
    const without = rows - sumOf(weight);
    const squares = weightedSum(space, column, positions, weight, mean[j], 2) + without * mean[j] ** 2;
    deviation[j] = finishDeviation(mean[j], squares / rows);
    if (missingColumn.test(column.name)) highest[j] = highestShare(space, column, positions, weight, rows);
  });
  const last = columns.length - 1;
  stepRows.forEach((count, h) => (mean[last]! += (h * count) / rows));
  const variance = stepRows.reduce((sum, count, h) => sum + (count * (h - mean[last]!) ** 2) / rows, 0);
  deviation[last] = finishDeviation(mean[last]!, variance);
  return { mean, deviation, highest };
}

/** Per chosen series and week: the rows that read a column's cell there. */
function positionWeights(space: RowSpace, positions: Int32Array): (column: StoredColumn) => Float64Array {
  const made = new Map<string, Float64Array>();
  return ({ at, weeksAfter = 0 }) => {
    const key = `${at}/${weeksAfter}`;
    let weight = made.get(key);
    if (!weight) made.set(key, (weight = cellWeights(space, positions, at, weeksAfter)));
    return weight;
  };
}

function cellWeights(
  { nWeeks, leadWeeks, horizonWeeks, stepsFrom, stepsTo }: RowSpace,
  positions: Int32Array,
  at: StoredColumn['at'],
  weeksAfter: number,
): Float64Array {
  const result = new Float64Array(positions.length * nWeeks);
  positions.forEach((i, k) => {
    for (let w = 0; w < nWeeks; w++) {
      if (at === 'cutoff') {
        if (stepsFrom[i * nWeeks + w]! > 0) result[k * nWeeks + w - leadWeeks] = stepsFrom[i * nWeeks + w]!;
      } else {
        const steps = Math.min(stepsTo[i * nWeeks + w]!, horizonWeeks - weeksAfter);
        if (steps > 0) result[k * nWeeks + w + weeksAfter] = steps;
      }
    }
  });
  return result;
}

/** Sum of weight · (value − centre)^power. */
function weightedSum(
  { nWeeks }: RowSpace,
  { values, rowOf }: StoredColumn,
  positions: Int32Array,
  weights: Float64Array,
  centre: number,
  power: 1 | 2,
): number {
  let sum = 0;
  for (let k = 0; k < positions.length; k++) {
    const start = (rowOf ? rowOf[positions[k]!]! : positions[k]!) * nWeeks;
    for (let w = 0; w < nWeeks; w++) {
      const weight = weights[k * nWeeks + w]!;
      if (weight === 0) continue;
      const value = values[start + w]! - centre;
      sum += weight * (power === 1 ? value : value * value);
    }
  }
  return sum;
}

/** The largest share that at least a thousandth of the rows reach. */
function highestShare(
  { nWeeks }: RowSpace,
  { values, rowOf }: StoredColumn,
  positions: Int32Array,
  weights: Float64Array,
  rows: number,
): number {
  const rowsAt = new Float64Array(shareLevels + 1);
  for (let k = 0; k < positions.length; k++) {
    const start = (rowOf ? rowOf[positions[k]!]! : positions[k]!) * nWeeks;
    for (let w = 0; w < nWeeks; w++) {
      const weight = weights[k * nWeeks + w]!;
      if (weight > 0) rowsAt[Math.round(values[start + w]! * shareLevels)]! += weight;
    }
  }
  let reached = 0;
  for (let level = shareLevels; level > 0; level--) {
    reached += rowsAt[level]!;
    if (reached >= leastShareOfRows * rows) return level / shareLevels;
  }
  return 0;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
