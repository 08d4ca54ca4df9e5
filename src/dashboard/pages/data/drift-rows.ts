import type { AnswerOf } from '../../../app/operations.ts';
import { percent, plainNumber, signedPercent } from '../../format/numbers.ts';
import type { Tone } from '../../parts/tone.ts';

type Measured = AnswerOf<'datasets.measure-drift'>;
type SegmentDrift = Measured['segments'][number];
type ColumnDrift = SegmentDrift['columns'][number];
export type Distribution = SegmentDrift['distributions'][number];

/** Every verdict, the worst first. */
export const driftTones: Readonly<Record<ColumnDrift['verdict'], Tone>> = {
  drift: 'bad',
  'not judged': 'calm',
  steady: 'good',
};

/** A column of a segment, with the distributions behind its verdict where there are any. */
export type DriftRow = ColumnDrift & { readonly segment: string; readonly distribution?: Distribution };

/** Columns of all segments, those that drifted first, by how far. */
export function driftRows(segments: readonly SegmentDrift[]): readonly DriftRow[] {
  const order = Object.keys(driftTones);
  return segments
    .flatMap(({ segment: { format, velocity }, columns, distributions }) =>
      columns.map((one): DriftRow => {
        const distribution = distributions.find(({ column }) => column === one.column);
        return { ...one, segment: `${format}/${velocity}`, ...(distribution ? { distribution } : {}) };
      }),
    )
    .toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict) || (b.psi ?? 0) - (a.psi ?? 0));
}

/** The project's rule in a sentence. */
export function driftRule({ psi, alpha, leastChange, margin, minWeeks, columns }: Measured['policy']): string {
  const which = columns === undefined ? '' : ` Checked columns: ${columns.join(', ')}.`;
  return (
    `Drift takes four things at once: a PSI above ${psi}, a test with p below ${alpha}, values that moved by more than ` +
    `${percent(Math.expm1(leastChange), 0)}, and by more than ${margin} times what the past did. At least ${minWeeks} weeks are compared.${which}`
  );
}

/** A bin of two distributions. */
export interface Bin {
  /** `below −55%`, `−3% to +3%`, `from 12`. */
  readonly label: string;
  readonly then: number;
  readonly now: number;
}

/** The bins of a column with their names. */
export function binsOf({ of, bins: { edges, then, now } }: Distribution): readonly Bin[] {
  const text = (edge: number): string => (of === 'change' ? signedPercent(edge, 0) : plainNumber(edge));
  return then.map((share, index) => {
    const [low, high] = [edges[index - 1], edges[index]];
    const label =
      low === undefined
        ? high === undefined
          ? 'all'
          : `below ${text(high)}`
        : high === undefined
          ? `from ${text(low)}`
          : `${text(low)} to ${text(high)}`;
    return { label, then: share, now: now[index] ?? 0 };
  });
}
