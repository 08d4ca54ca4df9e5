import type { AnswerOf } from '../../app/operations.ts';
import type { Tone } from './tone.ts';

export type CycleState = AnswerOf<'cycles.list'>['cycles'][number]['state'];

/** Tone and shape of each end of a cycle. */
export const cycleStateLooks: Readonly<Record<CycleState, { readonly tone: Tone; readonly glyph: string }>> = {
  succeeded: { tone: 'good', glyph: '✓' },
  degraded: { tone: 'warn', glyph: '!' },
  failed: { tone: 'bad', glyph: '✕' },
  running: { tone: 'busy', glyph: '▸' },
};
