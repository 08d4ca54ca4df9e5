import type { AnswerOf } from '../../../app/operations.ts';
import { causeLabel } from '../../format/names.ts';
import { moment } from '../../format/times.ts';
import type { Tone } from '../../parts/tone.ts';

type Entry = AnswerOf<'controllers.ledger'>[number];

/**
 * What happened to a trigger, in words.
 *
 * @param mergedInto the trigger whose cycle did its work, where that is known
 */
export function endOf(
  entry: Pick<Entry, 'state' | 'failure' | 'cycleId'>,
  mergedInto?: Pick<Entry, 'trigger' | 'acceptedAt'>,
): {
  readonly tone: Tone;
  readonly word: string;
  readonly why?: string;
} {
  switch (entry.state) {
    case 'pending':
      return { tone: 'calm', word: 'Waits', why: 'The controller starts its cycle when nothing else runs.' };
    case 'running':
      return { tone: 'busy', word: 'Runs' };
    case 'ran':
      return { tone: 'good', word: 'Ran' };
    case 'merged':
      return {
        tone: 'calm',
        word: 'Merged',
        why:
          mergedInto === undefined
            ? 'Another trigger’s cycle did its work.'
            : `The cycle for ${causeLabel(mergedInto.trigger.cause)} of ${moment(mergedInto.acceptedAt)} did its work.`,
      };
    case 'failed': {
      const why = entry.failure ?? (entry.cycleId === undefined ? 'No cycle could be started.' : undefined);
      return { tone: 'bad', word: 'Failed', ...(why === undefined ? {} : { why }) };
    }
  }
}
