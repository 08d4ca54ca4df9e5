import type { Decision, PromotionRef, WaitingPromotion } from '../contracts/promotion.ts';
import type { Week } from '../contracts/week.ts';
import { adoptionFacts } from './adoption-facts.ts';
import { latestPublished } from './latest-published.ts';
import { makeChampion } from './make-champion.ts';
import type { ActivityPorts } from './ports.ts';
import { promotionDecision } from './promotion-decision.ts';
import { supersededPromotions } from './superseded-promotions.ts';

/** What follows from an approval: the cutoff to score again, and the waiting promotions that are out of date. */
export interface ApprovalResult {
  readonly cutoff: Week;
  readonly givingWay: readonly WaitingPromotion[];
}

/** Makes a challenger the champion on a person's word, with who, why and the figures in the audit trail. */
export async function approveChallenger(
  { registry }: ActivityPorts,
  { ref, decision }: { ref: PromotionRef; decision: Decision },
): Promise<ApprovalResult> {
  const { environment, challenger, cutoff, promotion, adoption } = ref;
  const { segment, version, gate, backtest } = challenger;
  const { by, reason } = decision;
  const current = await registry.champion(environment, segment);
  // The word comes before the deed: an attempt that dies between them has recorded it with the champion of the time.
  await registry.recordDecision(
    promotionDecision(ref, { kind: 'approve', by, reason, ...(current ? { champion: current } : {}) }),
  );
  const championMetrics = current?.backtest.metrics ?? null;
  await makeChampion(registry, {
    environment,
    segment,
    version,
    actor: by,
    facts: {
      ...{ policy: 'manual', promotion, reason },
      ...adoptionFacts(adoption),
      ...{ gate, metrics: backtest.metrics, championMetrics },
    },
  });
  // Cycles may have continued during the wait for a decision; scoring an older cutoff would put the published forecasts back.
  const latest = await latestPublished(registry, environment, segment.region, cutoff);
  return { cutoff: latest, givingWay: await supersededPromotions(registry, ref, 'champion') };
}
