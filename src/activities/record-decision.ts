import type { PromotionRef } from '../contracts/promotion.ts';
import type { CyclePorts } from './ports.ts';
import { promotionDecision, type DecisionStep } from './promotion-decision.ts';

/** Enters a step of a promotion in the registry and the audit trail. */
export async function recordDecision(
  { registry }: CyclePorts,
  { ref, step }: { ref: PromotionRef; step: DecisionStep },
): Promise<void> {
  await registry.recordDecision(promotionDecision(ref, step));
}
