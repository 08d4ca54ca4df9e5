import type { CheckRule } from '../check-rule.ts';
import { percent } from '../percent.ts';
import { median } from '../weekly-counts.ts';

const weeksOfYear = 52;

/** The cutoff week's rows against the weeks of the year before that have any. */
export const volume: CheckRule<'volume'> = {
  judge({ minShare = 0, maxShare = Infinity }, { weekly: { counts } }) {
    const before = counts
      .slice(0, -1)
      .slice(-weeksOfYear)
      .filter((count) => count > 0);
    const typical = median(before);
    const now = counts.at(-1) ?? 0;
    if (typical === undefined) return { passed: true, detail: 'no earlier week to compare its volume with' };
    const share = now / typical;
    const limits = [
      ...(minShare > 0 ? [`at least ${percent(minShare)}`] : []),
      ...(maxShare < Infinity ? [`at most ${percent(maxShare)}`] : []),
    ].join(' and ');
    const detail = `the cutoff week has ${Math.round(now)} rows, ${percent(share)} of the median week; ${limits} are required`;
    return { passed: share >= minShare && share <= maxShare, detail };
  },
};
