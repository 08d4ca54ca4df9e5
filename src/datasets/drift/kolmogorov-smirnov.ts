/**
 * Largest distance between the distribution functions of two samples, taken at the inner edges of common bins: at most the distance
 * that the values themselves would give.
 */
export function ksStatistic(reference: readonly number[], actual: readonly number[]): number {
  const [ofReference, ofActual] = [sum(reference), sum(actual)];
  let [r, a, largest] = [0, 0, 0];
  for (let bin = 0; bin < reference.length - 1; bin += 1) {
    r += reference[bin] ?? 0;
    a += actual[bin] ?? 0;
    largest = Math.max(largest, Math.abs(r / ofReference - a / ofActual));
  }
  return largest;
}

/**
 * Chance of a two-sample Kolmogorov-Smirnov statistic at least as large where both samples of `n` and `m` independent rows come
 * from one distribution: the limiting distribution `Q(x) = 2 sum (-1)^(k-1) exp(-2 k² x²)` (A. Kolmogorov, 1933; N. Smirnov, 1939)
 * at `x = (√e + 0.12 + 0.11 / √e) D`, `e = n m / (n + m)`, which is good from `e` = 4 on (M. Stephens, Use of the
 * Kolmogorov-Smirnov, Cramér-von Mises and related statistics without extensive tables, Journal of the Royal Statistical Society B 32,
 * 1970). For binned values it is an upper bound: they tie.
 */
export function ksPValue(statistic: number, n: number, m: number): number {
  const root = Math.sqrt((n * m) / (n + m));
  return kolmogorovTail((root + 0.12 + 0.11 / root) * statistic);
}

/** `Q(x)` of the Kolmogorov distribution. */
export function kolmogorovTail(x: number): number {
  // The series converges too slowly near 0, where Q is 1 within 1e-12.
  if (x < 0.2) return 1;
  let tail = 0;
  for (let k = 1; k <= 100; k += 1) {
    const term = Math.exp(-2 * k * k * x * x);
    tail += k % 2 === 1 ? term : -term;
    if (term < 1e-16) break;
  }
  return Math.min(1, Math.max(0, 2 * tail));
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, count) => all + count, 0);
}
