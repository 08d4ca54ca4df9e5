import type { AnswerOf } from '../../../app/operations.ts';

type Stage = AnswerOf<'cycles.watch'>['stage'];

/** The stages of a cycle in their order, with what each does. */
export const cycleStages: readonly { readonly stage: Stage; readonly words: string }[] = [
  { stage: 'ingest', words: 'Read the sources' },
  { stage: 'snapshot', words: 'Make the dataset' },
  { stage: 'assess', words: 'See what is due' },
  { stage: 'train', words: 'Train' },
  { stage: 'promote', words: 'Judge' },
  { stage: 'score', words: 'Forecast' },
  { stage: 'publish', words: 'Publish' },
  { stage: 'evaluate', words: 'Evaluate the past' },
];

export type StageState = 'done' | 'now' | 'ahead';

/** Where each stage stands while the cycle is at one of them. */
export function stageStates(at: Stage): readonly StageState[] {
  if (at === 'done') return cycleStages.map(() => 'done');
  const current = cycleStages.findIndex(({ stage }) => stage === at);
  // A cycle that waits or failed is at none of them.
  return cycleStages.map((_, index) => (index < current ? 'done' : index === current ? 'now' : 'ahead'));
}
