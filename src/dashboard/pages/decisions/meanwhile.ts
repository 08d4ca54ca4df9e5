import type { AnswerOf } from '../../../app/operations.ts';
import type { RefusalFacts } from '../../../app/refusal.ts';
import { Problem } from '../../api/problem.ts';
import { asSentence, shortVersion } from '../../format/names.ts';
import type { Waiting } from './comparison.ts';

/** What has happened to a challenger since the page showed it. */
export interface Meanwhile {
  readonly title: string;
  readonly text: string;
  /** Whether it can still be decided on, as it stands now. */
  readonly mayDecide: boolean;
}

type Present = AnswerOf<'promotions.show'>;
type Gone = RefusalFacts['unknown-challenger'];
type EndedPromotion = NonNullable<Gone['ended']>;

/**
 * What a person has to know before they decide; `undefined` where all is as the page shows it.
 *
 * @param present what the server says of the challenger now, or why it says nothing
 */
export function meanwhile(shown: Waiting, present: Present | Error): Meanwhile | undefined {
  if (present instanceof Error) return withoutPresent(present);
  if (present.run !== shown.run || present.gatePassed !== shown.challenger.gatePassed) {
    return {
      title: 'This model has been judged again since the page showed it',
      text: 'Close this, look at its figures and checks again, then decide.',
      mayDecide: false,
    };
  }
  const compared = shown.champion ?? null;
  if (present.champion === compared) return undefined;
  return {
    title: 'The champion is another one now',
    text: `${championText(present.champion)} The figures on this page compare the challenger with ${compared === null ? 'no champion' : shortVersion(compared)}.`,
    mayDecide: true,
  };
}

function championText(champion: string | null): string {
  return champion === null ? 'The segment has no champion any more.' : `${shortVersion(champion)} is champion now.`;
}

const endings: Readonly<Record<EndedPromotion['decision'], (ended: EndedPromotion) => string>> = {
  promoted: ({ by }) => `${by} approved this model meanwhile`,
  rejected: ({ by }) => `${by} rejected this model meanwhile`,
  expired: () => 'The time to decide has run out',
  superseded: () => 'A newer model of the segment waits instead',
  cancelled: () => 'This model no longer waits',
};

function withoutPresent(error: Error): Meanwhile {
  const { code, facts } = error instanceof Problem ? error.details : {};
  const ended = code === 'unknown-challenger' ? (facts as Gone).ended : undefined;
  if (!ended) return { title: 'What stands now is not known', text: asSentence(error.message), mayDecide: false };
  const reason = ended.reason === '' ? '' : `The reason: ${asSentence(ended.reason)} `;
  return { title: endings[ended.decision](ended), text: `${reason}Nothing is left to decide.`, mayDecide: false };
}
