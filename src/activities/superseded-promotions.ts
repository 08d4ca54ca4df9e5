import type { PromotionRef, WaitingPromotion } from '../contracts/promotion.ts';
import type { Registry } from '../ports/registry.ts';

/**
 * Waiting promotions of the segment that give way to a challenger of theirs or a later cutoff. To one that has become champion all
 * do. To one that merely waits and failed its gate, none does that passed: the better choice would be gone before anybody has
 * looked.
 */
export async function supersededPromotions(
  registry: Registry,
  ref: PromotionRef,
  to: 'champion' | 'waiting',
): Promise<WaitingPromotion[]> {
  const { environment, challenger, cutoff, run } = ref;
  const waiting = await registry.waitingPromotions(environment, challenger.segment);
  return waiting
    .filter((other) => other.run !== run && other.cutoff <= cutoff)
    .filter((other) => to === 'champion' || challenger.gatePassed || !other.gatePassed)
    .map(({ promotion, run: otherRun }) => ({ promotion, run: otherRun }));
}
