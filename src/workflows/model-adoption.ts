import { ApplicationFailure, WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  ChildWorkflowCancellationType,
  executeChild,
  log,
  ParentClosePolicy,
  setWorkflowOptions,
  startChild,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import type { Adoption, AdoptionInput, AdoptionOutcome, JudgedAdoption } from '../contracts/adoption.ts';
import { failureTypes } from '../contracts/failures.ts';
import type { PromotionInput } from '../contracts/promotion.ts';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { segmentName } from '../contracts/segment.ts';
import { failedChecks, figuresText } from '../cycle/challenger-figures.ts';
import { adoptions, orchestration, promotions } from './activity-proxies.ts';
import { failureReason } from './failure-reason.ts';
import { adoptionDetails } from './promotion/adoption-details.ts';
import { promotionChild } from './promotion/promotion-child.ts';
import { readAdoption } from './promotion/read-adoption.ts';
import { promotion } from './promotion.ts';
import { showDetails } from './show-details.ts';
import { versioned } from './versioned.ts';

/**
 * Brings a model version from one environment to another as it is, without training again. The gate there judges it, on its own
 * champion and the newest data; then its policy decides, by the same `promotion` that a challenger of a cycle has. Promoted by the gate,
 * the region is scored again at once; where a person has to approve it, it ends with the wait begun, and the approval scores.
 */
export async function modelAdoption(input: AdoptionInput): Promise<AdoptionOutcome> {
  const wanted = readAdoption(input);
  const { version, from, to, by, reason, dryRun = false } = wanted;
  const adoption: Adoption = { from, by, reason };
  upsertSearchAttributes([
    { key: searchAttributes.environment, value: to },
    { key: searchAttributes.stage, value: 'judge' },
  ]);
  showDetails(adoptionDetails(wanted, undefined, 'The gate looks at it.'));
  const judged = await adoptions.judgeAdoption.executeWithOptions({ summary: `judge ${version} · ${from} → ${to}` }, [
    wanted,
  ]);
  upsertSearchAttributes([
    { key: searchAttributes.region, value: judged.challenger.segment.region },
    { key: searchAttributes.cycleWeek, value: judged.trainingCutoff },
  ]);
  const outcome = dryRun ? onlyJudged(judged) : await adopt(judged, to, adoption);
  upsertSearchAttributes([{ key: searchAttributes.stage, value: outcome.decision }]);
  showDetails(adoptionDetails(wanted, judged, `**${outcome.decision}**: ${outcome.reason}`));
  const { challenger, champion, dataset, plan } = judged;
  return {
    ...{ from, to, policy: plan.policy, challenger, dataset },
    ...(champion ? { champion: champion.version } : {}),
    ...outcome,
  };
}
// Takes a minute and is of no cycle: the build of the day will do.
setWorkflowOptions(versioned('AUTO_UPGRADE'), modelAdoption);

/** The part of an outcome that follows from what happened. */
type Ended = Pick<AdoptionOutcome, 'decision' | 'reason' | 'promotion' | 'triggerId'>;

function onlyJudged({ challenger, plan }: JudgedAdoption): Ended {
  const gate = challenger.gatePassed
    ? 'the gate would let it pass'
    : `the gate would refuse it: ${failedChecks(challenger)}`;
  const person = plan.policy === 'manual' ? '; it would wait for approval' : '';
  return { decision: 'judged', reason: `${gate}${person}` };
}

async function adopt(judged: JudgedAdoption, environment: string, adoption: Adoption): Promise<Ended> {
  const { workflowId, runId } = workflowInfo();
  const { challenger, champion, plan, trainingCutoff: cutoff } = judged;
  const { version, segment } = challenger;
  await promotions.adoptModel.executeWithOptions({ summary: `register ${version} · ${segmentName(segment)}` }, [
    {
      ref: { promotion: workflowId, run: runId, environment, cutoff, challenger, adoption },
      ...(champion ? { champion } : {}),
    },
  ]);
  const asked: PromotionInput = {
    ...{ environment, cycleId: workflowId, cutoff, challenger, plan, adoption },
    ...(champion ? { champion: champion.version } : {}),
  };
  const child = promotionChild(asked, champion?.backtest);
  const { workflowId: promotionId } = child;
  try {
    if (plan.policy === 'manual') {
      await startChild(promotion, {
        ...child,
        parentClosePolicy: ParentClosePolicy.ABANDON,
        cancellationType: ChildWorkflowCancellationType.ABANDON,
      });
      const refused = challenger.gatePassed ? '' : `refused by its gate: ${failedChecks(challenger)}; `;
      return { decision: 'awaiting-approval', reason: `${refused}${figuresText(challenger)}`, promotion: promotionId };
    }
    const { decision, reason } = await executeChild(promotion, {
      ...child,
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    });
    if (decision !== 'promoted') return { decision: 'rejected', reason, promotion: promotionId };
    const scored = await scoreAnew(judged, environment, adoption);
    return { decision: 'promoted', reason, promotion: promotionId, ...scored };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    throw ApplicationFailure.nonRetryable(
      `${version} is being decided on in ${environment} already (${promotionId})`,
      failureTypes.adoptionRefused,
      { refusal: 'waits-already', version, from: adoption.from, to: environment, environment },
    );
  }
}

/** Asks for the cycle that scores with the new champion. */
async function scoreAnew(
  { challenger, scoreCutoff }: JudgedAdoption,
  environment: string,
  { from, by, reason }: Adoption,
): Promise<Pick<AdoptionOutcome, 'triggerId'>> {
  const { version, segment } = challenger;
  const id = `adoption/${version}/${workflowInfo().runId}`;
  const why = `promoted ${segmentName(segment)} from ${from}: ${reason}`.slice(0, 1000);
  try {
    await orchestration.deliverTrigger.executeWithOptions({ summary: `score ${scoreCutoff} with the new champion` }, [
      {
        address: { environment, region: segment.region },
        trigger: { id, cause: 'request', requestedBy: by, cutoff: scoreCutoff, retrain: 'none', reason: why },
      },
    ]);
    return { triggerId: id };
  } catch (error) {
    // The champion has changed for good; it scores from the next cycle on.
    log.error('the controller refused the scoring cycle of an adoption', { reason: failureReason(error) });
    return {};
  }
}
