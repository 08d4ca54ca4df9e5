/** No bound on a column: finite, so that the files of a member hold finite numbers only. */
export const unbounded = Number.MAX_VALUE;

/** Mean and standard deviation of columns. A constant column has deviation 0 and scales to 0. */
export interface Scaling {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** Largest value that is distinguished, per column; `unbounded` for most. Absent: for all. */
  readonly highest?: Float64Array;
}

/**
 * @param values row-major, rows × `width`
 * @param rows which rows count; all of them by default
 */
export function fitScaling(values: Float32Array | Float64Array, width: number, rows?: Int32Array): Scaling {
  const count = rows ? rows.length : values.length / width;
  const mean = new Float64Array(width);
  const deviation = new Float64Array(width);
  for (let r = 0; r < count; r++) {
    const start = (rows ? rows[r]! : r) * width;
    for (let j = 0; j < width; j++) mean[j]! += values[start + j]! / count;
  }
  for (let r = 0; r < count; r++) {
    const start = (rows ? rows[r]! : r) * width;
    for (let j = 0; j < width; j++) deviation[j]! += (values[start + j]! - mean[j]!) ** 2 / count;
  }
  for (let j = 0; j < width; j++) deviation[j] = finishDeviation(mean[j]!, deviation[j]!);
  return { mean, deviation };
}

/** The root of a variance; 0 where that is no more than rounding leaves a constant column. */
export function finishDeviation(mean: number, variance: number): number {
  const root = Math.sqrt(Math.max(0, variance));
  return root > 1e-6 * (1 + Math.abs(mean)) ? root : 0;
}

/** Scales one value and clips it at `clip` standard deviations either side. */
export function scaled(scaling: Scaling, column: number, value: number, clip: number): number {
  const deviation = scaling.deviation[column]!;
  if (deviation === 0) return 0;
  const known = scaling.highest ? Math.min(value, scaling.highest[column]!) : value;
  return Math.max(-clip, Math.min(clip, (known - scaling.mean[column]!) / deviation));
}
