/** Where sales are heading. */
export interface Trend {
  /** Level per week, relative to 1; weeks without observations have that of the week before. */
  readonly level: Float64Array;
  /** Index of the last week with a level; -1 without any. */
  readonly last: number;
  /** Relative change per week at the last week, shrunk by how well it is known. */
  readonly growth: number;
}

/** Weeks on either side that a week's level is made from: a year, so that no season shows in it. */
const halfWidth = 52;
/** Weight of a week by its distance. */
const tricube = Array.from({ length: halfWidth + 1 }, (_, weeks) => (1 - (weeks / (halfWidth + 1)) ** 3) ** 3);
/** How much of a week's growth the next one keeps. Growth that continued forever would run away with long horizons. */
const damping = 0.95;
/** Growth per week is held within this: threefold a year is a launch, not a trend. */
const largestGrowth = 0.02;
/** A level never falls below this share of the mean level: a ratio to it would explode. */
const smallestLevel = 0.05;

/**
 * Local linear regression with tricube weights (Cleveland 1979, "Robust locally weighted regression and smoothing scatterplots",
 * without the robustness steps). Unlike a moving average it does not lag behind growth at the ends.
 *
 * @param values one per week, NaN where nothing was observed
 * @param weights how much each week counts, >= 0
 */
export function localTrend(values: Float64Array, weights: Float64Array): Trend {
  const level = new Float64Array(values.length).fill(1);
  const mean = weightedMean(values, weights);
  if (!(mean > 0)) return { level, last: -1, growth: 0 };
  let last = -1;
  let growth = 0;
  for (let week = 0; week < values.length; week++) {
    if (!counts(values, weights, week)) {
      level[week] = last < 0 ? mean : level[last]!;
      continue;
    }
    const line = lineAt(values, weights, week);
    level[week] = Math.max(smallestLevel * mean, line.value);
    last = week;
    growth = shrunkGrowth(line, level[week]!);
  }
  return { level, last, growth };
}

/**
 * What growth makes of a level of 1 at a week: it lies below the level of week `last` before it, and above it after it, but ever less
 * so. Weeks more than a year before `last` are all treated as a year before.
 */
export function growthFactor(growth: number, last: number, week: number): number {
  const weeks = week <= last ? Math.max(-halfWidth, week - last) : dampedWeeks(week - last);
  return Math.exp(growth * weeks);
}

function dampedWeeks(weeks: number): number {
  return (damping * (1 - damping ** weeks)) / (1 - damping);
}

interface Line {
  readonly value: number;
  readonly slope: number;
  readonly slopeVariance: number;
}

function lineAt(values: Float64Array, weights: Float64Array, at: number): Line {
  const sums = { w: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0, n: 0 };
  for (let week = Math.max(0, at - halfWidth); week <= Math.min(values.length - 1, at + halfWidth); week++) {
    if (!counts(values, weights, week)) continue;
    const w = weights[week]! * tricube[Math.abs(week - at)]!;
    const x = week - at;
    const y = values[week]!;
    sums.n++;
    sums.w += w;
    sums.x += w * x;
    sums.y += w * y;
    sums.xx += w * x * x;
    sums.xy += w * x * y;
    sums.yy += w * y * y;
  }
  const meanX = sums.x / sums.w;
  const meanY = sums.y / sums.w;
  const spread = sums.xx / sums.w - meanX ** 2;
  // Two points always lie on a line: no slope is known from so few.
  if (sums.n < 8 || !(spread > 1e-9)) return { value: meanY, slope: 0, slopeVariance: 0 };
  const slope = (sums.xy / sums.w - meanX * meanY) / spread;
  const residual = Math.max(0, sums.yy / sums.w - meanY ** 2 - slope ** 2 * spread);
  return { value: meanY - slope * meanX, slope, slopeVariance: residual / (spread * (sums.n - 2)) };
}

/** A slope t standard errors from 0 keeps t² / (t² + 1) of itself. */
function shrunkGrowth({ slope, slopeVariance }: Line, level: number): number {
  if (slope === 0) return 0;
  const kept = slope ** 2 / (slope ** 2 + slopeVariance);
  return Math.min(largestGrowth, Math.max(-largestGrowth, (kept * slope) / level));
}

function counts(values: Float64Array, weights: Float64Array, week: number): boolean {
  return weights[week]! > 0 && !Number.isNaN(values[week]!);
}

function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let weight = 0;
  for (let week = 0; week < values.length; week++) {
    if (!counts(values, weights, week)) continue;
    sum += weights[week]! * values[week]!;
    weight += weights[week]!;
  }
  return weight > 0 ? sum / weight : Number.NaN;
}
