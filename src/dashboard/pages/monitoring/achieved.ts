import type { AnswerOf } from '../../../app/operations.ts';
import { countOf } from '../../format/numbers.ts';
import type { Tone } from '../../parts/tone.ts';

export type MonitoredSegment = AnswerOf<'monitoring.show'>['segments'][number];
export type RealisedWeek = MonitoredSegment['weeks'][number];

/** A figure over several weeks, each by its units; null where no week has it. */
export function overWeeks(
  weeks: readonly RealisedWeek[],
  figure: 'wape' | 'baselineWape' | 'bias' | 'coverage',
): number | null {
  const known = weeks.filter((week) => week[figure] !== null);
  const weight = (week: RealisedWeek): number => (figure === 'coverage' ? week.rows : week.units);
  const total = known.reduce((sum, week) => sum + weight(week), 0);
  if (total === 0) return null;
  return known.reduce((sum, week) => sum + (week[figure] ?? 0) * weight(week), 0) / total;
}

/** How what was achieved stands next to what was promised and to the mean of the past, the worst first. */
export const verdicts = {
  worse: { tone: 'bad', words: 'worse than the mean of the past' },
  'far-over': { tone: 'warn', words: 'far over what was promised' },
  over: { tone: 'calm', words: 'over what was promised' },
  better: { tone: 'calm', words: 'better than the mean of the past' },
  unknown: { tone: 'calm', words: 'not known yet' },
  'as-promised': { tone: 'good', words: 'as promised' },
} as const satisfies Readonly<Record<string, { readonly tone: Tone; readonly words: string }>>;

export type Verdict = keyof typeof verdicts;

/** Up to this many times what was promised is as promised: weeks differ. */
const asPromised = 1.15;
/** Beyond this many times it, or worse than the mean of the past, what forecasts is marked. */
const farOver = 1.5;

interface Errors {
  /** WAPE of what was published, as were promised and as the mean of the past would have had. */
  readonly achieved: number | null | undefined;
  readonly promised: number | null | undefined;
  readonly mean: number | null | undefined;
}

/** What the errors say. */
export function verdictOf({ achieved, promised, mean }: Errors): Verdict {
  if (typeof achieved !== 'number') return 'unknown';
  if (typeof mean === 'number' && achieved > mean) return 'worse';
  if (typeof promised !== 'number') return 'better';
  if (achieved > farOver * promised) return 'far-over';
  return achieved > asPromised * promised ? 'over' : 'as-promised';
}

/** Where a verdict stands among all of them, the worst first. */
export function badnessOf(verdict: Verdict): number {
  return Object.keys(verdicts).indexOf(verdict);
}

/** `Of 100 regions, 2 are worse than the mean of the past, and 5 are far over what was promised.` */
export function regionsInWords(found: readonly Verdict[]): string {
  const worse = found.filter((one) => one === 'worse').length;
  const over = found.filter((one) => one === 'far-over').length;
  if (worse + over === 0) return 'No region is worse than the mean of the past or far over what was promised.';
  const parts = [
    ...(worse > 0 ? [`${isAre(worse)} worse than the mean of the past`] : []),
    ...(over > 0 ? [`${isAre(over)} far over what was promised`] : []),
  ];
  return `Of ${countOf(found.length, 'region')}, ${parts.join(', and ')}.`;
}

function isAre(count: number): string {
  return `${count} ${count === 1 ? 'is' : 'are'}`;
}
