import { weeksBetween, type Week } from '../../src/contracts/week.ts';
import type { DoneFit } from './fit-all.ts';

/**
 * Distinct target weeks that the last fit of each segment learned from, those of the member with the fewest.
 *
 * @param weeks of the panels, to which the fits' indices point
 */
export function weeksUsed(fits: readonly DoneFit[], weeks: readonly Week[]): Readonly<Record<string, number>> {
  const last = new Map<string, { readonly week: number; readonly used: number }>();
  for (const { request, reply } of fits) {
    const used = weeksOf(reply.diagnostics, weeks[request.cutoff.index]!);
    if (used === undefined) continue;
    const { segment, cutoff } = request;
    const known = last.get(segment);
    if (known && known.week > cutoff.week) continue;
    const same = known?.week === cutoff.week ? known.used : Infinity;
    last.set(segment, { week: cutoff.week, used: Math.min(used, same) });
  }
  return Object.fromEntries([...last].map(([segment, { used }]) => [segment, used]));
}

/** What a member says itself; of one that only names the oldest cutoff of its rows, the weeks after that. */
export function weeksOf(diagnostics: Readonly<Record<string, unknown>>, cutoff: Week): number | undefined {
  const { weeksUsed: told, oldestCutoff } = diagnostics;
  if (typeof told === 'number') return told;
  return typeof oldestCutoff === 'string' ? weeksBetween(oldestCutoff, cutoff) : undefined;
}
