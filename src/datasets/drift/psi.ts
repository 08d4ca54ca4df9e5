/**
 * Population stability index of two distributions over the same bins: `sum (a - r) ln(a / r)` over the shares `a` and `r`,
 * symmetric, 0 where they are equal (N. Siddiqi, Credit Risk Scorecards, 2006; it is the symmetric divergence of S. Kullback and
 * R. Leibler, 1951). Shares below their floor are raised to the floor: an empty bin would make it infinite.
 */
export function psi(
  reference: readonly number[],
  actual: readonly number[],
  floors: { readonly reference: number; readonly actual: number } = { reference: 1e-4, actual: 1e-4 },
): number {
  const [ofReference, ofActual] = [total(reference), total(actual)];
  let index = 0;
  reference.forEach((count, bin) => {
    const r = Math.max(count / ofReference, floors.reference);
    const a = Math.max((actual[bin] ?? 0) / ofActual, floors.actual);
    index += (a - r) * Math.log(a / r);
  });
  return index;
}

/**
 * What PSI is on average where both samples, of `n` and `m` independent rows, come from one distribution over `bins` bins:
 * `(bins - 1)(1 / n + 1 / m)`, since it is then distributed about as chi-squared of `bins - 1` degrees of freedom times
 * `1 / n + 1 / m` (B. Yurdakul and J. Naranjo, Statistical properties of the population stability index, Journal of Risk Model
 * Validation 14, 2020).
 */
export function expectedPsi(bins: number, n: number, m: number): number {
  return (bins - 1) * (1 / n + 1 / m);
}

/**
 * PSI less what chance alone gives samples of these sizes, 0 at least. A bin without a row counts as half an independent one, and
 * never as less than half a percent: how much rarer something is than that, few rows tell. Only bins with a row in either sample count.
 */
export function correctedPsi(
  reference: readonly number[],
  actual: readonly number[],
  rows: { readonly reference: number; readonly actual: number },
): number {
  const bins = reference.filter((count, bin) => count > 0 || (actual[bin] ?? 0) > 0).length;
  if (bins < 2) return 0;
  const used = reference.map((count, bin) => count > 0 || (actual[bin] ?? 0) > 0);
  const keep = (counts: readonly number[]) => counts.filter((_, bin) => used[bin]);
  const floor = (ofRows: number) => Math.max(0.5 / ofRows, 0.005);
  const floors = { reference: floor(rows.reference), actual: floor(rows.actual) };
  const found = psi(keep(reference), keep(actual), floors);
  return Math.max(0, found - expectedPsi(bins, rows.actual, rows.reference));
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
