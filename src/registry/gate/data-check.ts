import type { GateCheck } from '../../contracts/cycle.ts';
import type { QualityProfile } from '../../contracts/dataset.ts';
import type { PromotionGate } from '../../contracts/project.ts';
import { percent } from './figures.ts';

/** The dataset version a challenger was trained on. */
export interface DataEvidence {
  readonly rows: number;
  /** Weeks from the first one to the cutoff. */
  readonly weeks: number;
  readonly quality: Pick<QualityProfile, 'sources' | 'coverage' | 'weeksBehind' | 'stores' | 'storesInCutoffWeek'>;
  /** Quality checks that failed without blocking the cycle, in words. */
  readonly warnings: readonly string[];
}

/** Warnings named in a check's detail at most; the rest is counted. */
const mostNamed = 5;

/**
 * The data reach up to the cutoff, and no source had more rows set aside than the project accepts. Quality warnings are named; they
 * fail the check only where the project says so.
 */
export function dataCheck(
  { rows, weeks, quality, warnings }: DataEvidence,
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
  return {
    check: 'data sound',
    passed: rows > 0 && weeksBehind === 0 && tooMany.length === 0 && !(failOnWarnings && warnings.length > 0),
    detail: [
      `${rows} rows over ${weeks} weeks`,
      `${percent(coverage)} of cells with units`,
      weeksBehind === 0
        ? `${storesInCutoffWeek} of ${stores} stores in the cutoff week`
        : `no shipments in the last ${weeksBehind} weeks before the cutoff`,
      `set aside: ${asideText === '' ? 'nothing' : asideText}; limit ${percent(maxQuarantinedShare)}${warningsText(warnings)}`,
    ].join(', '),
  };
}

function warningsText(warnings: readonly string[]): string {
  if (warnings.length === 0) return '';
  const more = warnings.length > mostNamed ? [`and ${warnings.length - mostNamed} more`] : [];
  return `; ${warnings.length === 1 ? 'warning' : 'warnings'}: ${[...warnings.slice(0, mostNamed), ...more].join('; ')}`;
}
