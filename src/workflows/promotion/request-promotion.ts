import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ChildWorkflowCancellationType, executeChild, ParentClosePolicy, startChild } from '@temporalio/workflow';
import { failedChecks, figuresText } from '../../cycle/challenger-figures.ts';
import type { Verdict } from '../../cycle/cycle-steps.ts';
import { decideByGate } from '../../cycle/decide-by-gate.ts';
import type { SegmentAssessment } from '../../contracts/cycle.ts';
import type { PriorDecision, PromotionInput } from '../../contracts/promotion.ts';
import { segmentName } from '../../contracts/segment.ts';
import { promotions } from '../activity-proxies.ts';
import { promotion } from '../promotion.ts';
import { isShort, type ShortSteps } from '../short-steps.ts';
import { promotionChild } from './promotion-child.ts';

/**
 * Asks for a challenger's promotion. Where its gate alone decides, that is done here; where a person does, starts the wait, which outlives
 * the cycle, unless the very same version was decided on before and nobody asked for it again.
 *
 * @param pages address of the web application, where it is known
 */
export async function requestPromotion(
  input: PromotionInput,
  assessment: SegmentAssessment,
  { recordDecision }: Pick<ShortSteps, 'recordDecision'>,
  pages: string | undefined,
): Promise<Verdict> {
  const { environment, challenger, plan } = input;
  const { version } = challenger;
  if (plan.policy === 'automatic' && isShort()) {
    const summary = `refused by its gate · ${segmentName(challenger.segment)}`;
    return decideByGate(input, (decision) => recordDecision({ summary }, decision));
  }
  const options = promotionChild(input, assessment.champion?.backtest, pages);
  if (plan.policy === 'manual') {
    const prior = await promotions.priorDecision.executeWithOptions({ summary: `decided before? · ${version}` }, [
      { environment, challenger },
    ]);
    const requested = assessment.findings.some(({ cause, holds }) => cause === 'requested' && holds);
    const settled = prior && settledOutcome(version, prior, requested);
    if (settled) return settled;
  }
  try {
    if (plan.policy === 'automatic') {
      const { decision, reason } = await executeChild(promotion, {
        ...options,
        parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      });
      if (decision !== 'passed') return { outcome: 'rejected', reason };
      return { outcome: 'promoted', champion: version, scoredBy: 'champion', reason };
    }
    await startChild(promotion, {
      ...options,
      parentClosePolicy: ParentClosePolicy.ABANDON,
      cancellationType: ChildWorkflowCancellationType.ABANDON,
    });
  } catch (error) {
    // The version waits already, for an earlier cycle or attempt: there is one wait, and one decision.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
  const refused = challenger.gatePassed ? [] : [`refused by its gate: ${failedChecks(challenger)}`];
  return { outcome: 'awaiting-approval', reason: [...refused, figuresText(challenger), options.workflowId].join('; ') };
}

function settledOutcome(
  version: string,
  { outcome, by, at, reason }: PriorDecision,
  requested: boolean,
): Verdict | undefined {
  if (outcome === 'champion') return { outcome: 'kept', reason: `trained to the same version again: ${version}` };
  // Who asks for the segment to be retrained asks for the decision too.
  if (requested) return undefined;
  const on = at.slice(0, 10);
  return outcome === 'rejected'
    ? { outcome: 'rejected', reason: `${by} rejected ${version} on ${on}: ${reason}` }
    : { outcome: 'rejected', reason: `the wait for approval of ${version} expired on ${on}` };
}
