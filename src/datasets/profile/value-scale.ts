import type { ValueHistogram } from '../../contracts/profile.ts';

/** The finest grid: buckets 1/64 wide in `t`, about 1.6% of a value well above its scale. */
const finest = -6;
/** Buckets of a stored histogram at most. */
const mostBuckets = 32;

/** `sign(v) ln(1 + |v| / scale)`: nearly a logarithm far from 0, a straight line through it. */
export function scaled(value: number, scale: number): number {
  return value < 0 ? -Math.log1p(-value / scale) : Math.log1p(value / scale);
}

/** The value that `scaled` gives `t`. */
export function unscaled(t: number, scale: number): number {
  return t < 0 ? -scale * Math.expm1(-t) : scale * Math.expm1(t);
}

/**
 * A scale that a column keeps for years: a tenth of the power of ten at or below the median of what is not zero. `sizes` are absolute
 * values; 1 where there are none.
 */
export function scaleOf(sizes: Float64Array): number {
  const nonZero = sizes.filter((size) => size > 0).sort();
  const median = nonZero[nonZero.length >> 1];
  return median === undefined ? 1 : 10 ** (Math.floor(Math.log10(median)) - 1);
}

/** Counts on the finest grid. */
export class FineHistogram {
  readonly scale: number;
  readonly #counts = new Map<number, number>();

  constructor(scale: number) {
    this.scale = scale;
  }

  add(t: number): void {
    const bucket = Math.floor(t / 2 ** finest);
    this.#counts.set(bucket, (this.#counts.get(bucket) ?? 0) + 1);
  }

  /** Values below which these shares of the counts lie, by the middles of their buckets. */
  quantiles(shares: readonly number[]): number[] {
    const ordered = [...this.#counts].sort(([a], [b]) => a - b);
    const total = ordered.reduce((sum, [, count]) => sum + count, 0);
    if (total === 0) return [];
    return shares.map((share) => {
      let below = 0;
      for (const [bucket, count] of ordered) {
        below += count;
        if (below >= share * total) return figure(unscaled((bucket + 0.5) * 2 ** finest, this.scale));
      }
      return 0;
    });
  }

  /** Merged to the finest grid of at most 32 buckets. */
  toHistogram(): ValueHistogram {
    const ordered = [...this.#counts].sort(([a], [b]) => a - b);
    const [low, high] = [ordered[0]?.[0] ?? 0, ordered.at(-1)?.[0] ?? 0];
    let exponent = finest;
    while (coarse(high, exponent) - coarse(low, exponent) >= mostBuckets) exponent += 1;
    const first = coarse(low, exponent);
    const counts = new Array<number>(ordered.length === 0 ? 0 : coarse(high, exponent) - first + 1).fill(0);
    for (const [bucket, count] of ordered) {
      const index = coarse(bucket, exponent) - first;
      counts[index] = (counts[index] ?? 0) + count;
    }
    return { scale: this.scale, exponent, first, counts };
  }
}

/** A number with as many digits as tell something. */
export function figure(value: number): number {
  return Number(value.toPrecision(6));
}

function coarse(bucket: number, exponent: number): number {
  return Math.floor(bucket / 2 ** (exponent - finest));
}
