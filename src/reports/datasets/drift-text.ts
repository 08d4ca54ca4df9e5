import type { DriftPolicy, SegmentDrift } from '../../contracts/drift.ts';
import { segmentName, type Segment } from '../../contracts/segment.ts';
import { signedPercent } from '../figures.ts';
import { textTable } from '../text-table.ts';

/** Drift by segment and column, for a terminal; what was found first. */
export function driftText(drifts: readonly SegmentDrift[], policy: DriftPolicy): string {
  return [
    ...drifts.map(segmentText),
    `drift takes PSI > ${policy.psi}, p < ${policy.alpha}, values that moved by more than ${policy.leastChange} in logs, and by ${policy.margin} times more than in the past`,
  ].join('\n\n');
}

function segmentText({ segment, champion, trainedTo, cutoff, columns, errors }: SegmentDrift): string {
  const figure = (value: number | undefined, digits = 2): string => (value === undefined ? '-' : value.toFixed(digits));
  return [
    `${segmentName(segment as Segment)} · cutoff ${cutoff} · champion ${champion}, trained to ${trainedTo}`,
    textTable(
      ['column', 'verdict', 'since', 'PSI', 'KS', 'p', 'moved', 'past', 'rows worth', 'shift'],
      columns.map((one) => [
        one.column,
        one.verdict,
        one.window?.first ?? '',
        figure(one.psi),
        figure(one.statistic),
        one.pValue === undefined ? '-' : one.pValue < 0.0001 ? '< 0.0001' : one.pValue.toPrecision(2),
        figure(one.distance),
        figure(one.distanceOfHistory),
        one.effectiveRows === undefined ? '-' : String(one.effectiveRows),
        signedPercent(one.shift),
      ]),
      { leftColumns: 3 },
    ),
    `errors ${errors.verdict}: ${errors.detail}`,
    ...columns.filter(({ verdict }) => verdict === 'not judged').map(({ column, detail }) => `${column}: ${detail}`),
  ].join('\n');
}
