import type { CauseFinding } from '../contracts/cycle.ts';
import type { ColumnDrift, SegmentDrift } from '../contracts/drift.ts';

/** Columns named in a finding at most; the rest is counted. */
const mostNamed = 3;

/**
 * Whether a segment's inputs or errors have drifted, in words. `undefined` where nothing was measured: a cause nobody looked at
 * must not read as "does not hold".
 */
export function driftFinding(drift: SegmentDrift | undefined): CauseFinding | undefined {
  if (!drift) return undefined;
  const drifted = drift.columns.filter(({ verdict }) => verdict === 'drift');
  const errors = drift.errors.verdict === 'drift' ? [`errors: ${drift.errors.detail}`] : [];
  if (drifted.length > 0 || errors.length > 0) {
    const named = drifted
      .toSorted((a, b) => (b.psi ?? 0) - (a.psi ?? 0))
      .slice(0, mostNamed)
      .map(columnText);
    const more = drifted.length > mostNamed ? [`and ${drifted.length - mostNamed} more columns`] : [];
    return { cause: 'drift', holds: true, detail: [...named, ...more, ...errors].join('; ') };
  }
  const judged = drift.columns.filter(({ verdict }) => verdict === 'steady').length;
  const errorsJudged = drift.errors.verdict === 'steady';
  if (judged === 0 && !errorsJudged) return undefined;
  const parts = [
    ...(judged > 0 ? [`${judged} of ${drift.columns.length} columns as in the training data`] : []),
    ...(errorsJudged ? [`errors: ${drift.errors.detail}`] : []),
  ];
  return { cause: 'drift', holds: false, detail: parts.join('; ') };
}

/** `price +15% since 2026-08-03 (PSI 1.84, limit 0.1; p < 0.0001, limit 0.01; …)` */
function columnText({ column, detail, shift, window }: ColumnDrift): string {
  const moved =
    shift === undefined || shift === null ? '' : ` ${shift < 0 ? '−' : '+'}${Math.abs(100 * shift).toFixed(0)}%`;
  const since = window ? ` since ${window.first}` : '';
  return `${column}${moved}${since} (${detail})`;
}
