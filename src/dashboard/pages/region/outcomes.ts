import type { AnswerOf } from '../../../app/operations.ts';
import type { Tone } from '../../parts/tone.ts';

export type Details = AnswerOf<'cycles.show'>;
export type Outcome = NonNullable<Details['result']>['segments'][number];

interface Looks {
  readonly tone: Tone;
  readonly glyph: string;
  readonly words: string;
}

const byOutcome: Readonly<Record<Outcome['outcome'], Looks>> = {
  kept: { tone: 'calm', glyph: '=', words: 'champion kept' },
  promoted: { tone: 'good', glyph: '↑', words: 'new champion' },
  backfilled: { tone: 'calm', glyph: '↶', words: 'backfilled' },
  rejected: { tone: 'calm', glyph: '↓', words: 'challenger rejected' },
  'awaiting-approval': { tone: 'busy', glyph: '?', words: 'waits for approval' },
  failed: { tone: 'bad', glyph: '✕', words: 'failed' },
};

/** Every mark of the grid with its meaning. */
export const outcomeLegend: readonly Looks[] = Object.values(byOutcome);

/** How the end of a segment's cycle is shown. What no champion scored stands out whatever became of it. */
export function looksOf({ outcome, scoredBy }: Pick<Outcome, 'outcome' | 'scoredBy'>): Looks {
  const looks = byOutcome[outcome];
  if (scoredBy === 'champion' || looks.tone === 'bad') return looks;
  return { ...looks, tone: 'warn' };
}

/** Of each cutoff the cycle opened last, the oldest cutoff first. */
export function lastOfEachCutoff<Cycle extends { readonly cutoff: string; readonly openedAt: string }>(
  cycles: readonly Cycle[],
): readonly Cycle[] {
  const last = new Map<string, Cycle>();
  for (const cycle of cycles) {
    const before = last.get(cycle.cutoff);
    if (!before || before.openedAt < cycle.openedAt) last.set(cycle.cutoff, cycle);
  }
  return [...last.values()].toSorted((a, b) => (a.cutoff < b.cutoff ? -1 : 1));
}
