import type { AnswerOf } from '../../app/operations.ts';
import type { Tone } from './tone.ts';

export type StandingName = AnswerOf<'overview.show'>['regions'][number]['standing'];

/** Every way a region may stand, the worst first, with its tone. */
export const standingTones: Readonly<Record<StandingName, Tone>> = {
  failed: 'bad',
  'never-published': 'bad',
  paused: 'calm',
  degraded: 'warn',
  running: 'busy',
  published: 'good',
};
