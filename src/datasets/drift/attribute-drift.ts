import type { ColumnDrift, DriftPolicy } from '../../contracts/drift.ts';
import type { AttributeProfile, ValueHistogram } from '../../contracts/profile.ts';
import { pText } from './column-drift.ts';
import { ksPValue, ksStatistic } from './kolmogorov-smirnov.ts';
import { correctedPsi } from './psi.ts';
import { unscaled } from '../profile/value-scale.ts';
import { rowsOf } from './windows.ts';

const groups = 10;

/**
 * Compares an attribute of the stores now with that of the stores the champion was trained on. Stores count once and weeks do not
 * come in, so there is no history to compare it with. `undefined` where the scale of the values changed beyond comparison.
 */
export function attributeDrift(
  reference: AttributeProfile,
  current: AttributeProfile,
  policy: DriftPolicy,
): ColumnDrift | undefined {
  const common = quantileGroups(reference.histogram, current.histogram);
  if (!common) return undefined;
  const rows = { reference: rowsOf(common.reference), actual: rowsOf(common.actual) };
  const base = { column: current.attribute, kind: 'attribute' as const };
  if (rows.reference === 0 || rows.actual === 0) {
    return { ...base, verdict: 'not judged', detail: 'no store has a value' };
  }
  const psi = correctedPsi(common.reference, common.actual, rows);
  const statistic = ksStatistic(common.reference, common.actual);
  const pValue = ksPValue(statistic, rows.actual, rows.reference);
  const shift = reference.mean && current.mean !== null ? current.mean / reference.mean - 1 : null;
  return {
    ...base,
    verdict: psi > policy.psi && pValue < policy.alpha ? 'drift' : 'steady',
    detail: `PSI ${psi.toFixed(2)}, limit ${policy.psi}; p ${pText(pValue)}, limit ${policy.alpha}`,
    psi,
    statistic,
    pValue,
    effectiveRows: rows.actual,
    shift,
  };
}

/** Two histograms on common bins. */
interface CommonGroups {
  readonly reference: readonly number[];
  readonly actual: readonly number[];
  /** Between one bin and the next, in values: one fewer than bins. */
  readonly edges: readonly number[];
}

/** Two histograms of one scale on common bins, of which each holds about a tenth of the reference. */
export function quantileGroups(reference: ValueHistogram, actual: ValueHistogram): CommonGroups | undefined {
  if (reference.scale !== actual.scale) return undefined;
  const exponent = Math.max(reference.exponent, actual.exponent);
  const [r, a] = [bucketsOf(reference, exponent), bucketsOf(actual, exponent)];
  const perGroup = rowsOf([...r.values()]) / groups;
  const grouped = { reference: [] as number[], actual: [] as number[], edges: [] as number[] };
  let [ofReference, ofActual] = [0, 0];
  for (const bucket of [...new Set([...r.keys(), ...a.keys()])].sort((x, y) => x - y)) {
    ofReference += r.get(bucket) ?? 0;
    ofActual += a.get(bucket) ?? 0;
    if (ofReference < perGroup) continue;
    grouped.reference.push(ofReference);
    grouped.actual.push(ofActual);
    grouped.edges.push(unscaled((bucket + 1) * 2 ** exponent, reference.scale));
    [ofReference, ofActual] = [0, 0];
  }
  if (ofReference > 0 || ofActual > 0) {
    grouped.reference.push(ofReference);
    grouped.actual.push(ofActual);
  } else grouped.edges.pop();
  return grouped;
}

/** Counts by bucket on a coarser grid of the same scale. */
function bucketsOf({ exponent, first, counts }: ValueHistogram, coarser: number): ReadonlyMap<number, number> {
  const buckets = new Map<number, number>();
  counts.forEach((count, index) => {
    if (count === 0) return;
    const bucket = Math.floor((first + index) / 2 ** (coarser - exponent));
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + count);
  });
  return buckets;
}
