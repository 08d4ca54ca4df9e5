import { segmentName } from '../../contracts/segment.ts';
import type { DecisionRecord } from '../../ports/champions.ts';
import type { Registry } from '../../ports/registry.ts';
import { refusal } from '../refusal.ts';
import { shortestPrefix } from '../shortest-prefix.ts';

/**
 * The waiting promotion a person means: `region/format/velocity`, or the beginning of a version. Throws `Refusal` where none waits,
 * with how the last one ended; or where more than one may be meant.
 */
export async function selectPromotion(
  registry: Pick<Registry, 'findWaitingPromotions' | 'lastEndedPromotion'>,
  environment: string,
  wanted: string,
): Promise<DecisionRecord> {
  const meant = wanted.includes('/') ? { segment: wanted } : { prefix: wanted };
  const isShort = 'prefix' in meant && wanted.length < shortestPrefix;
  const found = isShort ? [] : await registry.findWaitingPromotions(environment, meant);
  const [one] = found;
  if (one && found.length === 1) return one;
  if (one) throw refusal('ambiguous-challenger', { wanted, versions: found.map(({ version }) => version) });
  const ended = await registry.lastEndedPromotion(environment, meant);
  const waiting = await registry.findWaitingPromotions(environment);
  throw refusal('unknown-challenger', {
    ...{ wanted, environment },
    ...(ended ? { ended } : {}),
    waiting: waiting.map(({ segment, version }) => ({ segment: segmentName(segment), version })),
  });
}
