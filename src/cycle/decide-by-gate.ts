import type { PromotionActivities } from '../activities/index.ts';
import type { PromotionInput } from '../contracts/promotion.ts';
import { segmentName } from '../contracts/segment.ts';
import { promotionId } from '../contracts/workflow-ids.ts';
import { failedChecks, figuresText } from './challenger-figures.ts';
import type { Verdict } from './cycle-steps.ts';

/**
 * Decides on a challenger where nobody is to be waited for. One that passed becomes champion when its cycle commits; that its gate refused it
 * is recorded, once per cycle and segment.
 */
export async function decideByGate(
  { environment, cycleId, cutoff, challenger }: PromotionInput,
  recordDecision: PromotionActivities['recordDecision'],
): Promise<Verdict> {
  const { version, segment } = challenger;
  if (challenger.gatePassed) {
    return { outcome: 'promoted', champion: version, scoredBy: 'champion', reason: figuresText(challenger) };
  }
  const reason = failedChecks(challenger);
  const promotion = promotionId(environment, segment, version);
  await recordDecision({
    ref: { promotion, run: `${cycleId}/${segmentName(segment)}`, environment, cutoff, challenger },
    step: { kind: 'reject', by: cycleId, reason },
  });
  return { outcome: 'rejected', reason };
}
