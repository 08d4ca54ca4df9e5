import { localTrend, type Trend } from './trend.ts';
import { yearBins } from './year-bins.ts';

/** Units of some series together, week by week. */
export interface PooledUnits {
  /** Units sold by the series that were observed. */
  readonly sold: Float64Array;
  /** Units the same series sell in a mean week: it falls where series are missing. */
  readonly usual: Float64Array;
}

/** Season and trend of some series together: `sold ≈ usual · trend · profile`. */
export interface Season {
  /** Factor per bin of the year, mean 1. */
  readonly profile: Float64Array;
  readonly trend: Trend;
  /** Variance of a week's units, per unit expected; NaN where too few weeks tell it. */
  readonly dispersion: number;
}

const rounds = 4;
/** Weeks beyond one per bin that the dispersion needs. */
const spareWeeks = 26;

/**
 * Alternates between trend and profile until both are settled. Every bin of the profile is shrunk towards that of the wider pool by
 * how sure it is (empirical Bayes): with between-bin variance `τ²` and dispersion `φ`, a bin that `E` units were expected in keeps
 * `τ² / (τ² + φ·prior/E)` of its own deviation. Bins that were never seen are the prior's.
 *
 * @param bins bin of each week
 * @param prior profile of the wider pool
 * @param usualDispersion stands in where the series are too short to tell their own
 */
export function fitSeason(pool: PooledUnits, bins: Int32Array, prior: Float64Array, usualDispersion: number): Season {
  let profile = prior;
  let dispersion = Number.NaN;
  for (let round = 0; round < rounds; round++) {
    const trend = trendOf(pool, bins, profile);
    const own = ownProfile(pool, bins, trend);
    const found = dispersionOf(pool, bins, trend, own.ratio);
    dispersion = Number.isNaN(found) ? usualDispersion : found;
    profile = normalised(shrunk(own, prior, dispersion));
  }
  return { profile, trend: trendOf(pool, bins, profile), dispersion };
}

/** The season of series of which too little is known: none, and no trend. */
export function noSeason(): Season {
  const trend = { level: new Float64Array(0), last: -1, growth: 0 };
  return { profile: flatProfile(), trend, dispersion: Number.NaN };
}

export function flatProfile(): Float64Array {
  return new Float64Array(yearBins).fill(1);
}

function trendOf({ sold, usual }: PooledUnits, bins: Int32Array, profile: Float64Array): Trend {
  const weights = usual.map((units, week) => units * profile[bins[week]!]!);
  return localTrend(
    sold.map((units, week) => (weights[week]! > 0 ? units / weights[week]! : Number.NaN)),
    weights,
  );
}

interface OwnProfile {
  /** Sold over expected, per bin; NaN in bins never seen. */
  readonly ratio: Float64Array;
  readonly expected: Float64Array;
}

function ownProfile({ sold, usual }: PooledUnits, bins: Int32Array, { level }: Trend): OwnProfile {
  const actual = new Float64Array(yearBins);
  const expected = new Float64Array(yearBins);
  for (let week = 0; week < sold.length; week++) {
    if (!(usual[week]! > 0)) continue;
    actual[bins[week]!]! += sold[week]!;
    expected[bins[week]!]! += usual[week]! * level[week]!;
  }
  return { ratio: actual.map((units, bin) => (expected[bin]! > 0 ? units / expected[bin]! : Number.NaN)), expected };
}

function dispersionOf(pool: PooledUnits, bins: Int32Array, { level }: Trend, ratio: Float64Array): number {
  let sum = 0;
  let weeks = 0;
  for (let week = 0; week < pool.sold.length; week++) {
    const expected = pool.usual[week]! * level[week]! * ratio[bins[week]!]!;
    if (!(expected > 0)) continue;
    sum += (pool.sold[week]! - expected) ** 2 / expected;
    weeks++;
  }
  const seen = ratio.filter((value) => !Number.isNaN(value)).length;
  return weeks < seen + spareWeeks ? Number.NaN : sum / (weeks - seen);
}

function shrunk({ ratio, expected }: OwnProfile, prior: Float64Array, dispersion: number): Float64Array {
  const noise = (bin: number) => (dispersion * prior[bin]!) / expected[bin]!;
  let spread = 0;
  let weight = 0;
  ratio.forEach((value, bin) => {
    if (Number.isNaN(value)) return;
    spread += expected[bin]! * ((value - prior[bin]!) ** 2 - noise(bin));
    weight += expected[bin]!;
  });
  const variance = weight > 0 ? Math.max(0, spread / weight) : 0;
  return ratio.map((value, bin) => {
    if (Number.isNaN(value) || variance === 0) return prior[bin]!;
    return prior[bin]! + (variance / (variance + noise(bin))) * (value - prior[bin]!);
  });
}

function normalised(profile: Float64Array): Float64Array {
  const mean = profile.reduce((sum, value) => sum + value, 0) / profile.length;
  return mean > 0 ? profile.map((value) => Math.max(0, value) / mean) : flatProfile();
}
