import type { GateCheck } from '../../contracts/cycle.ts';
import type { QualityProfile } from '../../contracts/dataset.ts';
import type { PromotionGate } from '../../contracts/project.ts';
import type { Week } from '../../contracts/week.ts';
import { percent, withOption } from './figures.ts';

/** The dataset version a challenger was trained on. */
export interface DataEvidence {
  readonly rows: number;
  /** Weeks from the first one to the cutoff. */
  readonly weeks: number;
  readonly quality: Pick<QualityProfile, 'sources' | 'coverage' | 'weeksBehind' | 'stores' | 'storesInCutoffWeek'>;
  /** Quality checks that failed without blocking the cycle, in words. */
  readonly warnings: readonly string[];
  /** Backtest windows that decide nothing because their data are not like the rest, with the reason. Left out without any. */
  readonly odd?: Readonly<Record<Week, string>> | undefined;
}

/** Warnings named in a check's detail at most; the rest is counted. */
const mostNamed = 5;

/**
 * The data reach up to the cutoff, and no source had more rows set aside than the project accepts. Quality warnings are named; they
 * fail the check only where the project says so.
 */
export function dataCheck(
  { rows, weeks, quality, warnings, odd = {} }: DataEvidence,
  { maxQuarantinedShare, failOnWarnings }: Pick<PromotionGate, 'maxQuarantinedShare' | 'failOnWarnings'>,
): GateCheck {
  const { coverage, weeksBehind, stores, storesInCutoffWeek } = quality;
  const shares = quality.sources.map(({ source, rows: kept, quarantined }) => {
    const aside = Object.values(quarantined).reduce((sum, count) => sum + count, 0);
    return { source, share: kept + aside === 0 ? 0 : aside / (kept + aside) };
  });
  const tooMany = shares.filter(({ share }) => share > maxQuarantinedShare);
  const asideText = (tooMany.length > 0 ? tooMany : shares.filter(({ share }) => share > 0))
    .map(({ source, share }) => `${source} ${percent(share)}`)
    .join(', ');
  const option = tooMany.length > 0 ? 'gate.maxQuarantinedShare' : 'gate.failOnWarnings';
  const sound = rows > 0 && weeksBehind === 0;
  return withOption(sound ? option : '', {
    check: 'data sound',
    passed: sound && tooMany.length === 0 && !(failOnWarnings && warnings.length > 0),
    detail: [
      `${rows} rows over ${weeks} weeks`,
      `${percent(coverage)} of cells with units`,
      weeksBehind === 0
        ? `${storesInCutoffWeek} of ${stores} stores in the cutoff week`
        : `no shipments in the last ${weeksBehind} weeks before the cutoff`,
      `set aside: ${asideText === '' ? 'nothing' : asideText}; limit ${percent(maxQuarantinedShare)}${oddText(odd)}${warningsText(warnings)}`,
    ].join(', '),
  });
}

/** `; window 2025-06-02 does not count: 0% of the series have sales in the 4 weeks before it, usually 98%` */
function oddText(odd: Readonly<Record<Week, string>>): string {
  return Object.entries(odd)
    .map(([cutoff, reason]) => `; window ${cutoff} does not count: ${reason}`)
    .join('');
}

function warningsText(warnings: readonly string[]): string {
  if (warnings.length === 0) return '';
  const more = warnings.length > mostNamed ? [`and ${warnings.length - mostNamed} more`] : [];
  return `; ${warnings.length === 1 ? 'warning' : 'warnings'}: ${[...warnings.slice(0, mostNamed), ...more].join('; ')}`;
}
