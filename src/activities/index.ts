import type { TrainedMember, TrainMemberInput } from '../contracts/cycle.ts';
import type { IngestedSource } from '../contracts/dataset.ts';
import type { LandingScan } from '../contracts/watch.ts';
import type { Week } from '../contracts/week.ts';
import { acceptTriggers } from './accept-triggers.ts';
import { adoptModel } from './adopt-model.ts';
import { approveChallenger } from './approve-challenger.ts';
import { assessSegments } from './assess-segments.ts';
import { beginApproval } from './begin-approval.ts';
import { closeCycle } from './close-cycle.ts';
import { commitCycle } from './commit-cycle.ts';
import { deliverDataChange } from './deliver-data-change.ts';
import { deliverTrigger } from './deliver-trigger.ts';
import { endLostWait } from './end-lost-wait.ts';
import { evaluateForecasts } from './evaluate-forecasts.ts';
import { findCycle } from './find-cycle.ts';
import { judgeAdoption } from './judge-adoption.ts';
import { lookAtCycle } from './look-at-cycle.ts';
import { markSignalled } from './mark-signalled.ts';
import { openCycle } from './open-cycle.ts';
import type { ActivityPorts, CyclePorts } from './ports.ts';
import { prepareCycle } from './prepare-cycle.ts';
import { previousControllerState } from './previous-controller-state.ts';
import { priorDecision } from './prior-decision.ts';
import { promoteChallenger } from './promote-challenger.ts';
import { publishForecasts } from './publish-forecasts.ts';
import { recordDataset } from './record-dataset.ts';
import { recordDecision } from './record-decision.ts';
import { recordEvaluation } from './record-evaluation.ts';
import { recordModel } from './record-model.ts';
import { recordHold } from './record-hold.ts';
import { recordTriggers } from './record-triggers.ts';
import { scanLanding } from './scan-landing.ts';
import { remindOfApproval } from './remind-of-approval.ts';
import { rollbackChampion } from './rollback-champion.ts';
import { scoreRegion } from './score-region.ts';
import { snapshotDataset } from './snapshot-dataset.ts';
import { validateChallenger } from './validate-challenger.ts';
import { weekOver } from './week-over.ts';
import { withdrawTriggers } from './withdraw-triggers.ts';

/** Puts the ports before the input of a step: what is left is the activity as a workflow calls it. */
function bound<Ports, Input, Output>(
  ports: Ports,
  step: (ports: Ports, input: Input) => Promise<Output>,
): (input: Input) => Promise<Output> {
  return (input) => step(ports, input);
}

/** Activities of every cycle on the `orchestration` queue: short I/O. */
export function createCycleActivities(ports: CyclePorts) {
  return {
    openCycle: bound(ports, openCycle),
    closeCycle: bound(ports, closeCycle),
    assessSegments: bound(ports, assessSegments),
    recordDataset: bound(ports, recordDataset),
    recordModel: bound(ports, recordModel),
    commitCycle: bound(ports, commitCycle),
    publishForecasts: bound(ports, publishForecasts),
    recordEvaluation: bound(ports, recordEvaluation),
  };
}

/** Activities of the `orchestration` queue: short I/O. */
export function createOrchestrationActivities(ports: ActivityPorts) {
  return {
    ...createCycleActivities(ports),
    promoteChallenger: bound(ports, promoteChallenger),
    acceptTriggers: bound(ports, acceptTriggers),
    withdrawTriggers: bound(ports, withdrawTriggers),
    recordTriggers: bound(ports, recordTriggers),
    recordHold: bound(ports, recordHold),
    previousControllerState: bound(ports, previousControllerState),
    prepareCycle: () => prepareCycle(ports),
    findCycle: bound(ports, findCycle),
    lookAtCycle: bound(ports, lookAtCycle),
    deliverTrigger: bound(ports, deliverTrigger),
  };
}

/** Activities of the clock and the watch, on the `orchestration` queue too. */
export function createClockActivities(ports: Pick<ActivityPorts, 'project' | 'controllers' | 'landingFiles'>) {
  return {
    weekOver: bound(ports, weekOver),
    deliverDataChange: bound(ports, deliverDataChange),
    markSignalled: bound(ports, markSignalled),
  };
}

/** Activities of the watch on the `data` queue: reading a file takes a core. */
export function createLandingActivities(
  ports: Pick<ActivityPorts, 'project' | 'jobs' | 'landing' | 'landingFiles' | 'registry'>,
) {
  return { scanLanding: (input: { environment: string }): Promise<LandingScan> => scanLanding(ports, input) };
}

/** Activities that decide who is champion, on the `orchestration` queue too. */
export function createPromotionActivities(ports: ActivityPorts) {
  return {
    adoptModel: bound(ports, adoptModel),
    priorDecision: bound(ports, priorDecision),
    beginApproval: bound(ports, beginApproval),
    remindOfApproval: bound(ports, remindOfApproval),
    recordDecision: bound(ports, recordDecision),
    approveChallenger: bound(ports, approveChallenger),
    endLostWait: bound(ports, endLostWait),
    rollbackChampion: bound(ports, rollbackChampion),
  };
}

/** Activities of the `data` queue: from landing to dataset version. */
export function createDataActivities(ports: CyclePorts) {
  return {
    ingestSource: (input: { source: string }): Promise<IngestedSource> => ports.jobs.run('ingest-source', input),
    latestCutoff: (input: { region: string }): Promise<Week> => ports.jobs.run('latest-cutoff', input),
    snapshotDataset: bound(ports, snapshotDataset),
  };
}

/** Activities of the `training` queue: CPU-bound. */
export function createTrainingActivities(ports: CyclePorts) {
  return {
    trainMember: (input: TrainMemberInput): Promise<TrainedMember> => ports.jobs.run('train-member', input),
    validateChallenger: bound(ports, validateChallenger),
  };
}

/** Activities of the `scoring` queue: CPU-bound and short. */
export function createScoringActivities(ports: CyclePorts) {
  return {
    scoreRegion: bound(ports, scoreRegion),
    evaluateForecasts: bound(ports, evaluateForecasts),
  };
}

/** Activities of adoptions on the `scoring` queue: short, and a person waits for them. */
export function createAdoptionActivities(ports: CyclePorts) {
  return { judgeAdoption: bound(ports, judgeAdoption) };
}

export type OrchestrationActivities = ReturnType<typeof createOrchestrationActivities>;
export type ClockActivities = ReturnType<typeof createClockActivities>;
export type LandingActivities = ReturnType<typeof createLandingActivities>;
export type PromotionActivities = ReturnType<typeof createPromotionActivities>;
export type DataActivities = ReturnType<typeof createDataActivities>;
export type TrainingActivities = ReturnType<typeof createTrainingActivities>;
export type AdoptionActivities = ReturnType<typeof createAdoptionActivities>;
export type ScoringActivities = ReturnType<typeof createScoringActivities>;
