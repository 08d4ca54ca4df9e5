import {
  CancellationScope,
  executeChild,
  log,
  ParentClosePolicy,
  setHandler,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow';
import type { CycleSteps } from '../cycle/cycle-steps.ts';
import { runCycle } from '../cycle/run-cycle.ts';
import type { Challenger, RegionCycleInput, RegionCycleResult, SegmentTrainingInput } from '../contracts/cycle.ts';
import { endOfCycle, failedCycle } from '../contracts/cycle-end.ts';
import { cycleStatusQuery } from '../contracts/messages.ts';
import { pageLink, pagePaths } from '../contracts/page-addresses.ts';
import { continuing } from '../contracts/priority.ts';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { segmentName } from '../contracts/segment.ts';
import { segmentTrainingId } from '../contracts/workflow-ids.ts';
import { copies, data, scoring } from './activity-proxies.ts';
import { CycleProgress } from './cycle-progress.ts';
import { failureReason } from './failure-reason.ts';
import { endIfCancelled, isOwnCancellation } from './own-cancellation.ts';
import { reportEnd } from './report-end.ts';
import { requestPromotion } from './promotion/request-promotion.ts';
import { segmentTraining } from './segment-training.ts';
import { shortSteps, type ShortSteps } from './short-steps.ts';
import { versioned } from './versioned.ts';

/** The weekly work of one region and cutoff, as `runCycle` has it: its steps are activities, its trainings child workflows. */
export async function regionCycle(input: RegionCycleInput): Promise<RegionCycleResult> {
  const { workflowId: cycleId } = workflowInfo();
  const short = shortSteps();
  const progress = new CycleProgress(input);
  setHandler(cycleStatusQuery, () => progress.status(), { description: 'Stage of the cycle and of each segment' });
  try {
    const result = await runCycle(cycleId, input, stepsOf(input, short, progress), {
      endIfCancelled,
      toItsEnd: (work) => CancellationScope.nonCancellable(work),
      enter: (stage) => progress.enter(stage),
      source: (name, state) => progress.source(name, state),
      segment: (name, stage, detail) => progress.segment(name, stage, detail),
      data: (warnings) => progress.data(warnings),
      isCancelled: isOwnCancellation,
      failureReason,
      warn: (message, facts) => log.warn(message, facts),
    });
    await reportEnd(input, endOfCycle(result), progress.pages);
    return result;
  } catch (error) {
    const reason = isOwnCancellation() ? 'cancelled' : failureReason(error);
    progress.enter('failed');
    await CancellationScope.nonCancellable(() =>
      short.closeCycle({ summary: `close · failed: ${reason.slice(0, 100)}` }, { cycleId, failure: reason }),
    );
    await reportEnd(input, failedCycle(cycleId, input.cutoff, reason), progress.pages);
    throw error;
  }
}
// Ends on the build it began on.
setWorkflowOptions(versioned('PINNED'), regionCycle);

/** The steps as Temporal runs them, each with a line for readers of its UI. */
function stepsOf(cycle: RegionCycleInput, short: ShortSteps, progress: CycleProgress): CycleSteps {
  const { region, cutoff, triggers } = cycle;
  const priority = continuing(triggers);
  const { publishForecasts } = copies;
  const { ingestSource, snapshotDataset } = data;
  const { scoreRegion, evaluateForecasts } = scoring;
  return {
    openCycle: async (input) => {
      const plan = await short.openCycle({ summary: `open · ${region}` }, input);
      progress.leadTo(plan.pages);
      return plan;
    },
    ingestSource: (input) =>
      ingestSource.executeWithOptions({ summary: `ingest ${input.source} · ${region}` }, [input]),
    snapshotDataset: (input) =>
      snapshotDataset.executeWithOptions({ summary: `snapshot · ${region} ${cutoff}`, priority }, [input]),
    recordDataset: (input) => short.recordDataset({ summary: `record dataset · ${region} ${cutoff}`, priority }, input),
    assessSegments: (input) => short.assessSegments({ summary: `assess · ${region}`, priority }, input),
    trainSegment: (input) => train(input, cycle, progress.pages),
    promote: (input, assessment) => requestPromotion(input, assessment, short, progress.pages),
    scoreRegion: (input) => scoreRegion.executeWithOptions({ summary: `score · ${region} ${cutoff}` }, [input]),
    commitCycle: (input) => short.commitCycle({ summary: `commit · ${region} ${cutoff}` }, input),
    publishForecasts: (input) =>
      publishForecasts.executeWithOptions({ summary: `publish · ${region} ${cutoff}` }, [input]),
    evaluateForecasts: (input) => evaluateForecasts.executeWithOptions({ summary: `evaluate · ${region}` }, [input]),
    recordEvaluation: (input) => short.recordEvaluation({ summary: `record evaluation · ${region}` }, input),
    closeCycle: (input) => short.closeCycle({ summary: `close · ${region} ${cutoff}` }, input),
  };
}

function train(
  input: SegmentTrainingInput,
  { triggers }: RegionCycleInput,
  pages: string | undefined,
): Promise<Challenger> {
  const { environment, cycleId, cutoff, assessment } = input;
  const { segment } = assessment.data;
  const name = segmentName(segment);
  const causes = assessment.findings.filter(({ holds }) => holds);
  return executeChild(segmentTraining, {
    workflowId: segmentTrainingId(cycleId, segment),
    args: [input],
    staticSummary: `train ${name} · cutoff ${cutoff}`,
    staticDetails: [
      ...causes.map(({ cause, detail }) => `- **${cause}**: ${detail}`),
      ...pageLink(pages, 'Its cycle in Shelfcast', pagePaths.cycle(environment, cycleId)),
    ].join('\n'),
    parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
    priority: continuing(triggers),
    typedSearchAttributes: [
      { key: searchAttributes.region, value: segment.region },
      { key: searchAttributes.environment, value: environment },
      { key: searchAttributes.cycleWeek, value: cutoff },
      { key: searchAttributes.trigger, value: [...new Set(triggers.map(({ cause }) => cause))] },
      { key: searchAttributes.stage, value: 'train' },
    ],
  });
}
