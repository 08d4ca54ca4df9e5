import type { Challenger, SegmentTrainingInput, TrainedMember } from '../contracts/cycle.ts';
import { runAsActivity } from './activity-context.ts';
import type { ActivityPorts } from './ports.ts';

/** Fits the ensemble of the trained members, holds it against its gate, and registers the challenger. */
export async function validateChallenger(
  { jobs, registry }: ActivityPorts,
  input: SegmentTrainingInput & { trained: readonly TrainedMember[] },
): Promise<Challenger> {
  const champion = await registry.champion(input.environment, input.assessment.data.segment);
  const { challenger, record } = await runAsActivity(jobs, 'validate-challenger', {
    ...input,
    ...(champion ? { champion } : {}),
  });
  await registry.recordModel(input.environment, record);
  return challenger;
}
