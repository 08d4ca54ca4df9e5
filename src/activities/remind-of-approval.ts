import { log } from '@temporalio/activity';
import { segmentName } from '../contracts/segment.ts';
import type { PromotionRef } from '../contracts/promotion.ts';
import type { ActivityPorts } from './ports.ts';
import { promotionDecision } from './promotion-decision.ts';

/** Reminds of a challenger that waits for a person: the one place where reminders leave the engine. */
export async function remindOfApproval(
  { registry }: ActivityPorts,
  { ref, number, expiresAt }: { ref: PromotionRef; number: number; expiresAt: string },
): Promise<void> {
  const { environment, challenger } = ref;
  const segment = segmentName(challenger.segment);
  log.warn('a challenger waits for approval', { environment, segment, version: challenger.version, number, expiresAt });
  const reason = `reminder ${number}; expires ${expiresAt}`;
  await registry.recordDecision(promotionDecision(ref, { kind: 'remind', by: ref.promotion, reason, number }));
}
