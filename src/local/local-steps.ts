import {
  createCycleActivities,
  createDataActivities,
  createScoringActivities,
  createTrainingActivities,
} from '../activities/index.ts';
import type { CyclePorts } from '../activities/ports.ts';
import { recordDecision } from '../activities/record-decision.ts';
import { failedChecks, figuresText } from '../cycle/challenger-figures.ts';
import type { CycleSteps, SegmentRunner, Verdict } from '../cycle/cycle-steps.ts';
import { trainSegment } from '../cycle/train-segment.ts';
import type { PromotionInput } from '../contracts/promotion.ts';
import { segmentName, type Segment } from '../contracts/segment.ts';
import { promotionId } from '../contracts/workflow-ids.ts';

/** The steps of a cycle as calls in this process. Challengers are decided on by their gate, whatever the environment's policy. */
export function localSteps(ports: CyclePorts, trainer: (segment: Segment) => SegmentRunner): CycleSteps {
  const cycle = createCycleActivities(ports);
  const training = { ...createTrainingActivities(ports), ...cycle };
  return {
    ...cycle,
    ...createDataActivities(ports),
    ...createScoringActivities(ports),
    trainSegment: (input) => trainSegment(input, training, trainer(input.assessment.data.segment)),
    promote: (input) => decideByGate(ports, input),
  };
}

/** What the workflow `promotion` does under the automatic policy: nobody is there to be waited for. */
async function decideByGate(
  ports: CyclePorts,
  { environment, cycleId, cutoff, challenger }: PromotionInput,
): Promise<Verdict> {
  const { version, segment } = challenger;
  if (challenger.gatePassed) {
    return { outcome: 'promoted', champion: version, scoredBy: 'champion', reason: figuresText(challenger) };
  }
  const reason = failedChecks(challenger);
  const promotion = promotionId(environment, segment, version);
  await recordDecision(ports, {
    ref: { promotion, run: `${cycleId}/${segmentName(segment)}`, environment, cutoff, challenger },
    step: { kind: 'reject', by: cycleId, reason },
  });
  return { outcome: 'rejected', reason };
}
