import type { ApprovalStart, PromotionRef } from '../contracts/promotion.ts';
import type { ActivityPorts } from './ports.ts';
import { promotionDecision } from './promotion-decision.ts';
import { supersededPromotions } from './superseded-promotions.ts';

/** Enters that a challenger waits for a person, and finds the champion and the older challengers. */
export async function beginApproval(
  { registry }: ActivityPorts,
  { ref, cycleId, expiresAt }: { ref: PromotionRef; cycleId: string; expiresAt: string },
): Promise<ApprovalStart> {
  const { environment, challenger } = ref;
  const current = await registry.champion(environment, challenger.segment);
  const champion = current && { version: current.version, backtest: current.backtest };
  const failed = challenger.gate.filter(({ passed }) => !passed).map(({ check, detail }) => `${check}: ${detail}`);
  const reason = challenger.gatePassed ? 'passed its gate' : `refused by its gate: ${failed.join('; ')}`;
  const step = { kind: 'wait', by: cycleId, reason, facts: { expiresAt }, ...(champion ? { champion } : {}) } as const;
  await registry.recordDecision(promotionDecision(ref, step));
  return { ...(champion ? { champion } : {}), givingWay: await supersededPromotions(registry, ref, 'waiting') };
}
