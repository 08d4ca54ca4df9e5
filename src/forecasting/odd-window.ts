import type { Panel } from './panel.ts';

/** Weeks up to a cutoff that a model leans on most. */
const recentWeeks = 4;
/** A window is unlike the rest where less than this share of what is usual was known. */
const leastShare = 0.5;

/** Why the window from a cutoff is not like the rest of the history, in words; `undefined` where it is. */
export type OddityOf = (cutoffIndex: number, horizonWeeks: number) => string | undefined;

/**
 * Compares windows with the rest of a panel. Two things are looked at: how many of the series that run at the time have sales in the
 * four weeks up to the cutoff, and in the target weeks. Inside a gap of the data, models forecast from nothing, and what they are worth
 * then says little about other weeks.
 */
export function oddityIn(panel: Panel): OddityOf {
  const lives = livesOf(panel);
  const known = (until: number, weeks: number) => knownShare(panel, lives, until, weeks);
  const usualRecent = usual(panel, (week) => known(week, recentWeeks));
  const usualTarget = usual(panel, (week) => known(week, 1));
  return (cutoffIndex, horizonWeeks) => {
    const recent = known(cutoffIndex, recentWeeks);
    if (recent < leastShare * usualRecent) {
      return `${percent(recent)} of the series have sales in the ${recentWeeks} weeks before it, usually ${percent(usualRecent)}`;
    }
    const last = Math.min(panel.cutoffIndex, cutoffIndex + horizonWeeks);
    const targets = Array.from({ length: Math.max(0, last - cutoffIndex) }, (_, i) => known(cutoffIndex + i + 1, 1));
    const target = targets.length === 0 ? 0 : targets.reduce((sum, share) => sum + share, 0) / targets.length;
    return target < leastShare * usualTarget
      ? `${percent(target)} of the series have sales in its weeks, usually ${percent(usualTarget)}`
      : undefined;
  };
}

/** First and last week with sales, per series; a series without any never runs. */
interface Lives {
  readonly first: Int32Array;
  readonly last: Int32Array;
}

function livesOf({ units, weeks, cutoffIndex, seriesItem }: Panel): Lives {
  const first = new Int32Array(seriesItem.length).fill(weeks.length);
  const last = new Int32Array(seriesItem.length).fill(-1);
  for (let s = 0; s < seriesItem.length; s++) {
    for (let w = 0; w <= cutoffIndex; w++) {
      if (Number.isNaN(units[s * weeks.length + w]!)) continue;
      first[s] = Math.min(first[s]!, w);
      last[s] = w;
    }
  }
  return { first, last };
}

/** Share of the series running at a week that have sales in it or in the weeks just before. */
function knownShare({ units, weeks, seriesItem }: Panel, { first, last }: Lives, until: number, span: number): number {
  let running = 0;
  let known = 0;
  for (let s = 0; s < seriesItem.length; s++) {
    if (first[s]! > until || last[s]! < until) continue;
    running++;
    for (let w = until; w > until - span; w--) {
      if (Number.isNaN(units[s * weeks.length + w]!)) continue;
      known++;
      break;
    }
  }
  return running === 0 ? 0 : known / running;
}

/** The median over all weeks of the history. */
function usual({ cutoffIndex }: Panel, shareOf: (week: number) => number): number {
  const shares = Array.from({ length: cutoffIndex + 1 }, (_, week) => shareOf(week)).sort((a, b) => a - b);
  return shares[Math.floor(shares.length / 2)] ?? 0;
}

function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
