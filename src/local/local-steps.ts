import {
  createCycleActivities,
  createDataActivities,
  createScoringActivities,
  createTrainingActivities,
} from '../activities/index.ts';
import type { CyclePorts } from '../activities/ports.ts';
import { recordDecision } from '../activities/record-decision.ts';
import type { CycleSteps, SegmentRunner } from '../cycle/cycle-steps.ts';
import { decideByGate } from '../cycle/decide-by-gate.ts';
import { trainSegment } from '../cycle/train-segment.ts';
import type { Segment } from '../contracts/segment.ts';

/** The steps of a cycle as calls in this process. Challengers are decided on by their gate, whatever the environment's policy. */
export function localSteps(ports: CyclePorts, trainer: (segment: Segment) => SegmentRunner): CycleSteps {
  const cycle = createCycleActivities(ports);
  const training = { ...createTrainingActivities(ports), ...cycle };
  return {
    ...cycle,
    ...createDataActivities(ports),
    ...createScoringActivities(ports),
    trainSegment: (input) => trainSegment(input, training, trainer(input.assessment.data.segment)),
    promote: (input) => decideByGate(input, (decision) => recordDecision(ports, decision)),
  };
}
