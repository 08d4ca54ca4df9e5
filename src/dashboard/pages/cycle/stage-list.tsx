import type { AnswerOf } from '../../../app/operations.ts';
import { Pill } from '../../parts/pill.tsx';
import type { Tone } from '../../parts/tone.ts';
import { cycleStages, stageStates, type StageState } from './stages.ts';

type Stage = AnswerOf<'cycles.watch'>['stage'];

const looks: Readonly<Record<StageState | 'failed', { readonly tone: Tone; readonly word: string }>> = {
  done: { tone: 'good', word: 'done' },
  now: { tone: 'busy', word: 'now' },
  ahead: { tone: 'calm', word: 'ahead' },
  failed: { tone: 'bad', word: 'failed' },
};

/** The stages of a cycle, and how far it is. */
export function StageList({ at, failed }: { readonly at: Stage; readonly failed?: Stage | undefined }) {
  const states = stageStates(at);
  return (
    <ol className="stages" aria-label="Stages">
      {cycleStages.map(({ stage, words }, index) => {
        const state = stage === failed ? 'failed' : (states[index] ?? 'ahead');
        return (
          <li key={stage} {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}>
            <Pill tone={looks[state].tone} withGlyph>
              {words}
              <span className="visually-hidden"> ({looks[state].word})</span>
            </Pill>
          </li>
        );
      })}
    </ol>
  );
}
