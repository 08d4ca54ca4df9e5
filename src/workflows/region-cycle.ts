import {
  CancellationScope,
  executeChild,
  isCancellation,
  log,
  ParentClosePolicy,
  setHandler,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow';
import type {
  Challenger,
  CyclePlan,
  DatasetSummary,
  RegionCycleInput,
  RegionCycleResult,
  SegmentAssessment,
  SegmentOutcome,
} from '../contracts/cycle.ts';
import type { IngestedSource } from '../contracts/dataset.ts';
import { cycleStatusQuery } from '../contracts/messages.ts';
import { searchAttributes } from '../contracts/search-attributes.ts';
import { segmentName } from '../contracts/segment.ts';
import { segmentTrainingId } from '../contracts/workflow-ids.ts';
import { data, orchestration, scoring } from './activity-proxies.ts';
import { CycleProgress } from './cycle-progress.ts';
import { failureReason } from './failure-reason.ts';
import { askForPromotion } from './promotion/ask-for-promotion.ts';
import { failedChecks, figuresText } from './promotion/figures-text.ts';
import { segmentTraining } from './segment-training.ts';
import { versioned } from './versioned.ts';

/**
 * The weekly work of one region and cutoff: ingest and condition, snapshot, assess, train what has a cause, promote,
 * score every segment, publish, evaluate.
 *
 * A segment that fails leaves the others alone and is scored by its last champion, or by the baseline. The cycle itself
 * fails only where the data cannot be used; then nothing is promoted or published.
 */
export async function regionCycle(input: RegionCycleInput): Promise<RegionCycleResult> {
  const cycle = new Cycle(input);
  setHandler(cycleStatusQuery, () => cycle.progress.status(), {
    description: 'Stage of the cycle and of each segment',
  });
  try {
    return await cycle.run();
  } catch (error) {
    const reason = isCancellation(error) ? 'cancelled' : failureReason(error);
    cycle.progress.enter('failed');
    await CancellationScope.nonCancellable(() =>
      orchestration.closeCycle.executeWithOptions({ summary: `close · failed: ${reason.slice(0, 100)}` }, [
        { cycleId: cycle.id, failure: reason },
      ]),
    );
    throw error;
  }
}
// Ends on the build it began on.
setWorkflowOptions(versioned('PINNED'), regionCycle);

class Cycle {
  readonly id = workflowInfo().workflowId;
  readonly progress: CycleProgress;
  readonly #input: RegionCycleInput;

  constructor(input: RegionCycleInput) {
    this.#input = input;
    this.progress = new CycleProgress(input);
  }

  async run(): Promise<RegionCycleResult> {
    const { region } = this.#input;
    this.progress.enter('ingest');
    const plan = await orchestration.openCycle.executeWithOptions({ summary: `open · ${region}` }, [
      { cycleId: this.id, cycle: this.#input },
    ]);
    const sources = await this.#ingest(plan.sources);

    this.progress.enter('snapshot');
    const dataset = await this.#snapshot(sources);

    this.progress.enter('assess');
    const assessments = await this.#assess(dataset);

    this.progress.enter('train');
    const outcomes = await Promise.all(assessments.map((assessment) => this.#refresh(assessment, dataset, plan)));

    return this.#deliver(dataset, outcomes);
  }

  async #ingest(sources: readonly string[]): Promise<IngestedSource[]> {
    for (const source of sources) this.progress.source(source, 'ingesting');
    return Promise.all(
      sources.map(async (source) => {
        const summary = await data.ingestSource.executeWithOptions(
          { summary: `ingest ${source} · ${this.#input.region}` },
          [{ source }],
        );
        const news = summary.newFiles === 0 ? 'nothing new' : `${summary.newFiles} of ${summary.files} files new`;
        this.progress.source(source, `${summary.rows} rows, ${summary.quarantined} quarantined, ${news}`);
        return summary;
      }),
    );
  }

  #snapshot(sources: readonly IngestedSource[]): Promise<DatasetSummary> {
    const { region, cutoff } = this.#input;
    return data.snapshotDataset.executeWithOptions({ summary: `snapshot · ${region} ${cutoff}` }, [
      { region, cutoff, sources },
    ]);
  }

  async #assess(dataset: DatasetSummary): Promise<SegmentAssessment[]> {
    const { environment, region, cutoff, triggers, onlySegments } = this.#input;
    const assessments = await orchestration.assessSegments.executeWithOptions({ summary: `assess · ${region}` }, [
      { environment, cutoff, triggers, segments: dataset.segments, ...(onlySegments ? { onlySegments } : {}) },
    ]);
    for (const { data: segmentData, retrain, reason } of assessments) {
      this.progress.segment(segmentName(segmentData.segment), retrain ? 'waits' : 'kept', reason);
    }
    return assessments;
  }

  /** Trains a challenger where a cause holds, and promotes it where its gate lets it. Never throws but for cancellation. */
  async #refresh(assessment: SegmentAssessment, dataset: DatasetSummary, plan: CyclePlan): Promise<SegmentOutcome> {
    const { champion, data: segmentData } = assessment;
    const { segment } = segmentData;
    const name = segmentName(segment);
    const causes = assessment.findings.filter(({ holds }) => holds).map(({ cause }) => cause);
    const standing = {
      segment,
      causes,
      ...(champion
        ? {
            champion: champion.version,
            championTrainedTo: champion.trainingCutoff,
            backtest: champion.backtest,
            scoredBy: 'champion' as const,
          }
        : { scoredBy: 'baseline' as const }),
    };
    if (!assessment.retrain) return { ...standing, outcome: 'kept', reason: assessment.reason };
    try {
      this.progress.segment(name, 'training', causes.join(', '));
      const challenger = await this.#train(assessment, dataset);
      const outcome =
        assessment.laterChampion === undefined
          ? await this.#promote(challenger, assessment, plan)
          : useForBackfill(challenger, assessment.laterChampion);
      this.progress.segment(name, outcome.outcome, outcome.reason);
      const takesOver = outcome.champion !== undefined;
      const figures = takesOver || !champion ? { backtest: challenger.backtest } : {};
      return { ...standing, ...figures, ...(takesOver ? { championTrainedTo: this.#input.cutoff } : {}), ...outcome };
    } catch (error) {
      if (isCancellation(error)) throw error;
      const reason = failureReason(error);
      log.warn('a segment could not be refreshed', { segment: name, reason });
      this.progress.segment(name, 'failed', reason);
      return { ...standing, outcome: 'failed', reason };
    }
  }

  #train(assessment: SegmentAssessment, dataset: DatasetSummary): Promise<Challenger> {
    const { environment, region, cutoff, triggers } = this.#input;
    const { segment } = assessment.data;
    const name = segmentName(segment);
    const causes = assessment.findings.filter(({ holds }) => holds);
    return executeChild(segmentTraining, {
      workflowId: segmentTrainingId(this.id, segment),
      args: [
        {
          environment,
          cycleId: this.id,
          cutoff,
          dataset: { version: dataset.version, manifest: dataset.manifest },
          assessment,
        },
      ],
      staticSummary: `train ${name} · cutoff ${cutoff}`,
      staticDetails: causes.map(({ cause, detail }) => `- **${cause}**: ${detail}`).join('\n'),
      parentClosePolicy: ParentClosePolicy.REQUEST_CANCEL,
      typedSearchAttributes: [
        { key: searchAttributes.region, value: region },
        { key: searchAttributes.environment, value: environment },
        { key: searchAttributes.cycleWeek, value: cutoff },
        { key: searchAttributes.trigger, value: [...new Set(triggers.map(({ cause }) => cause))] },
        { key: searchAttributes.stage, value: 'train' },
      ],
    });
  }

  #promote(challenger: Challenger, assessment: SegmentAssessment, plan: CyclePlan): Promise<Verdict> {
    const { environment, cutoff } = this.#input;
    const { champion } = assessment;
    return askForPromotion(
      {
        environment,
        cycleId: this.id,
        cutoff,
        challenger,
        ...(champion ? { champion: champion.version } : {}),
        plan: plan.promotion,
      },
      assessment,
    );
  }

  async #deliver(dataset: DatasetSummary, refreshed: readonly SegmentOutcome[]): Promise<RegionCycleResult> {
    const { environment, region, cutoff } = this.#input;
    this.progress.enter('score');
    const champions = refreshed.map(({ segment, champion }) => ({
      segment,
      items: dataset.segments.find((one) => segmentName(one.segment) === segmentName(segment))?.items ?? [],
      ...(champion === undefined ? {} : { champion }),
    }));
    const forecasts = await scoring.scoreRegion.executeWithOptions({ summary: `score · ${region} ${cutoff}` }, [
      { environment, region, cutoff, manifest: dataset.manifest, segments: champions },
    ]);
    const outcomes = refreshed.map((outcome): SegmentOutcome => {
      const { format, velocity } = outcome.segment;
      const fallback = forecasts.baselineSegments[`${format}/${velocity}`];
      return fallback === undefined
        ? outcome
        : { ...outcome, scoredBy: 'baseline', reason: joined(outcome.reason, fallback) };
    });

    this.progress.enter('publish');
    const { uri } = await orchestration.publishForecasts.executeWithOptions(
      { summary: `publish · ${region} ${cutoff}` },
      [
        {
          environment,
          region,
          cutoff,
          cycleId: this.id,
          datasetVersion: dataset.version,
          forecasts,
          segments: outcomes,
        },
      ],
    );

    this.progress.enter('evaluate');
    const evaluation = await scoring.evaluateForecasts.executeWithOptions({ summary: `evaluate · ${region}` }, [
      { environment, region, cutoff, cycleId: this.id, manifest: dataset.manifest },
    ]);

    const degradedReasons = outcomes.flatMap(degradedReason);
    const result: RegionCycleResult = {
      cycleId: this.id,
      environment,
      region,
      cutoff,
      degraded: degradedReasons.length > 0,
      degradedReasons,
      dataset: {
        version: dataset.version,
        rows: dataset.rows,
        quarantined: dataset.quarantined,
        ...(dataset.quarantineUri === undefined ? {} : { quarantineUri: dataset.quarantineUri }),
      },
      segments: outcomes,
      forecasts: { rows: forecasts.rows, uri },
      evaluation,
    };
    await orchestration.closeCycle.executeWithOptions({ summary: `close · ${region} ${cutoff}` }, [
      { cycleId: this.id, result },
    ]);
    this.progress.enter('done');
    return result;
  }
}

/** What became of a challenger. */
type Verdict = Pick<SegmentOutcome, 'outcome' | 'reason'> & Partial<Pick<SegmentOutcome, 'champion' | 'scoredBy'>>;

/** A model for a cutoff long past scores that cutoff and nothing else: the champion knows later weeks. */
function useForBackfill(challenger: Challenger, laterChampion: string): Verdict {
  if (!challenger.gatePassed) return { outcome: 'rejected', reason: failedChecks(challenger) };
  const reason = `scores this cutoff only, champion ${laterChampion} was trained on later weeks; ${figuresText(challenger)}`;
  return { outcome: 'backfilled', champion: challenger.version, scoredBy: 'champion', reason };
}

function joined(...sentences: readonly string[]): string {
  return [...new Set(sentences.filter((sentence) => sentence !== ''))].join('; ');
}

/** A region is degraded where a segment failed to refresh or had to be scored by the baseline. */
function degradedReason(outcome: SegmentOutcome): string[] {
  const name = segmentName(outcome.segment);
  if (outcome.outcome === 'failed') {
    return [`${name}: training failed, scored by the ${outcome.scoredBy}: ${outcome.reason}`];
  }
  if (outcome.scoredBy === 'baseline') return [`${name}: scored by the baseline: ${outcome.reason}`];
  return [];
}
