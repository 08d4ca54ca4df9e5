import { CancelledFailure } from '@temporalio/common';
import type { ActivityInterceptorsFactory } from '@temporalio/worker';
import type {
  AdoptionActivities,
  ClockActivities,
  DataActivities,
  LandingActivities,
  OrchestrationActivities,
  PromotionActivities,
  ScoringActivities,
  TrainingActivities,
} from '../activities/index.ts';
import type { CycleStage } from '../contracts/cycle.ts';
import type { Meter } from '../telemetry/meter.ts';

type StepName = keyof (OrchestrationActivities &
  ClockActivities &
  LandingActivities &
  PromotionActivities &
  DataActivities &
  TrainingActivities &
  ScoringActivities &
  AdoptionActivities);

/** The stage of the cycle that a step belongs to; `control` for those around cycles, `decide` for those of promotions. */
const stages = {
  ...{ openCycle: 'ingest', ingestSource: 'ingest', latestCutoff: 'ingest' },
  ...{ snapshotDataset: 'snapshot', recordDataset: 'snapshot', assessSegments: 'assess' },
  ...{ trainMember: 'train', validateChallenger: 'train', recordModel: 'train' },
  ...{ promoteChallenger: 'promote', scoreRegion: 'score', commitCycle: 'publish', publishForecasts: 'publish' },
  ...{ evaluateForecasts: 'evaluate', recordEvaluation: 'evaluate', closeCycle: 'done' },
  ...{ acceptTriggers: 'control', withdrawTriggers: 'control', recordTriggers: 'control', recordHold: 'control' },
  ...{ previousControllerState: 'control', prepareCycle: 'control', findCycle: 'control', lookAtCycle: 'control' },
  ...{ deliverTrigger: 'control', deliverDataChange: 'control', markSignalled: 'control', weekOver: 'control' },
  ...{ scanLanding: 'control', adoptModel: 'decide', judgeAdoption: 'decide', priorDecision: 'decide' },
  ...{ beginApproval: 'decide', remindOfApproval: 'decide', recordDecision: 'decide', approveChallenger: 'decide' },
  ...{ endLostWait: 'decide', rollbackChampion: 'decide' },
} as const satisfies Readonly<Record<StepName, CycleStage | 'control' | 'decide'>>;

/** Measures every attempt of a step: how long it took, and how it ended. */
export function measureSteps(meter: Meter): ActivityInterceptorsFactory {
  return ({ info: { activityType: step } }) => ({
    inbound: {
      execute: async (input, next) => {
        const startedAt = performance.now();
        let outcome = 'succeeded';
        try {
          return await next(input);
        } catch (error) {
          outcome = error instanceof CancelledFailure ? 'cancelled' : 'failed';
          throw error;
        } finally {
          const stage = step in stages ? stages[step as StepName] : 'control';
          meter.observe(
            'shelfcast_step_duration_seconds',
            { stage, step, outcome },
            (performance.now() - startedAt) / 1000,
          );
        }
      },
    },
  });
}
