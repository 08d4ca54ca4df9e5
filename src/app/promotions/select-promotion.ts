import { segmentName } from '../../contracts/segment.ts';
import type { Promotions, WaitingPromotion } from '../../ports/promotions.ts';
import { refusal } from '../refusal.ts';
import { shortestPrefix } from '../shortest-prefix.ts';

/**
 * The waiting promotion a person means: `region/format/velocity`, or the beginning of a version. Throws `Refusal` where none waits,
 * with how the last one ended; or where more than one may be meant.
 */
export async function selectPromotion(
  promotions: Pick<Promotions, 'waiting' | 'lastEnded'>,
  environment: string,
  wanted: string,
): Promise<WaitingPromotion> {
  const waiting = await promotions.waiting(environment);
  const found = waiting.filter(({ challenger: { segment, version } }) =>
    wanted.includes('/')
      ? segmentName(segment) === wanted
      : wanted.length >= shortestPrefix && version.startsWith(wanted),
  );
  const [one] = found;
  if (one && found.length === 1) return one;
  if (one) {
    throw refusal('ambiguous-challenger', { wanted, versions: found.map(({ challenger }) => challenger.version) });
  }
  const ended = await promotions.lastEnded(
    environment,
    wanted.includes('/') ? { segment: wanted } : { prefix: wanted },
  );
  throw refusal('unknown-challenger', {
    ...{ wanted, environment },
    ...(ended ? { ended } : {}),
    waiting: waiting.map(({ challenger: { segment, version } }) => ({ segment: segmentName(segment), version })),
  });
}
