import type {
  Challenger,
  CyclePlan,
  DatasetSummary,
  EvaluationSummary,
  ForecastSummary,
  RegionCycleInput,
  RegionCycleResult,
  SegmentAssessment,
  SegmentOutcome,
} from '../contracts/cycle.ts';
import type { IngestedSource } from '../contracts/dataset.ts';
import { segmentName, type Segment } from '../contracts/segment.ts';
import type { CycleRunner, CycleSteps } from './cycle-steps.ts';
import {
  afterCommit,
  afterScoring,
  degradedReason,
  outcomeAfter,
  serverOf,
  standingOf,
  useForBackfill,
  type Standing,
} from './segment-outcome.ts';

/**
 * The weekly work of one region and cutoff: ingest and condition, snapshot, assess, train what has a cause, judge, score every
 * segment with what will serve it, commit, publish, evaluate.
 *
 * A segment that fails does not affect the others and is scored by its last champion, or by the best alternative. The cycle itself
 * fails where the data cannot be used, or where it is cancelled before its commit; then no champion and no published forecast has
 * changed. After its commit it does not fail: a copy that could not be written degrades the region, and an evaluation that fails is
 * left to the next cycle. The caller closes a cycle that failed.
 *
 * Deterministic: what it does depends on its input and the answers of its steps alone.
 */
export async function runCycle(
  id: string,
  input: RegionCycleInput,
  steps: CycleSteps,
  runner: CycleRunner,
): Promise<RegionCycleResult> {
  return new Cycle(id, input, steps, runner).run();
}

class Cycle {
  readonly #id: string;
  readonly #input: RegionCycleInput;
  readonly #steps: CycleSteps;
  readonly #runner: CycleRunner;
  /** Challengers that become champions with the commit. */
  readonly #passed: Challenger[] = [];
  /** Segments as they were before anything was trained. */
  readonly #standings = new Map<string, Standing>();

  constructor(id: string, input: RegionCycleInput, steps: CycleSteps, runner: CycleRunner) {
    this.#id = id;
    this.#input = input;
    this.#steps = steps;
    this.#runner = runner;
  }

  async run(): Promise<RegionCycleResult> {
    const { region, cutoff } = this.#input;
    this.#runner.enter('ingest');
    const plan = await this.#steps.openCycle({ cycleId: this.#id, cycle: this.#input });
    const sources = await this.#ingest(plan.sources);

    this.#runner.enter('snapshot');
    const { dataset, record } = await this.#steps.snapshotDataset({ region, cutoff, sources });
    await this.#steps.recordDataset({ record });
    this.#runner.data(dataset.warnings ?? []);

    this.#runner.enter('assess');
    const assessments = await this.#assess(dataset);

    this.#runner.enter('train');
    const outcomes = await Promise.all(assessments.map((assessment) => this.#refresh(assessment, dataset, plan)));

    return this.#deliver(dataset, outcomes);
  }

  async #ingest(sources: readonly string[]): Promise<IngestedSource[]> {
    for (const source of sources) this.#runner.source(source, 'ingesting');
    return Promise.all(
      sources.map(async (source) => {
        const summary = await this.#steps.ingestSource({ source });
        const news = summary.newFiles === 0 ? 'nothing new' : `${summary.newFiles} of ${summary.files} files new`;
        this.#runner.source(source, `${summary.rows} rows, ${summary.quarantined} quarantined, ${news}`);
        return summary;
      }),
    );
  }

  async #assess(dataset: DatasetSummary): Promise<SegmentAssessment[]> {
    const { environment, cutoff, triggers, onlySegments } = this.#input;
    const assessments = await this.#steps.assessSegments({
      environment,
      cutoff,
      triggers,
      segments: dataset.segments,
      ...(onlySegments ? { onlySegments } : {}),
    });
    for (const { data, retrain, reason } of assessments) {
      this.#runner.segment(segmentName(data.segment), retrain ? 'waits' : 'kept', reason);
    }
    return assessments;
  }

  /** Trains a challenger where a cause holds, and has it judged. Throws only on cancellation. */
  async #refresh(assessment: SegmentAssessment, dataset: DatasetSummary, plan: CyclePlan): Promise<SegmentOutcome> {
    const { environment, cutoff } = this.#input;
    const { champion, data, laterChampion } = assessment;
    const name = segmentName(data.segment);
    const standing = standingOf(assessment);
    this.#standings.set(name, standing);
    if (!assessment.retrain) return { ...standing, outcome: 'kept', reason: assessment.reason };
    try {
      this.#runner.segment(name, 'training', standing.causes.join(', '));
      const { version, manifest } = dataset;
      const challenger = await this.#steps.trainSegment({
        environment,
        cycleId: this.#id,
        cutoff,
        dataset: { version, manifest },
        assessment,
      });
      const verdict =
        laterChampion === undefined
          ? await this.#steps.promote(
              {
                environment,
                cycleId: this.#id,
                cutoff,
                challenger,
                ...(champion ? { champion: champion.version } : {}),
                plan: plan.promotion,
              },
              assessment,
            )
          : useForBackfill(challenger, laterChampion);
      // It is promoted once the cycle commits.
      const isPassed = verdict.outcome === 'promoted';
      if (isPassed) this.#passed.push(challenger);
      this.#runner.segment(name, isPassed ? 'passed' : verdict.outcome, verdict.reason);
      return outcomeAfter(standing, challenger, verdict, cutoff, plan.promotion.policy);
    } catch (error) {
      if (this.#runner.isCancelled()) throw error;
      const reason = this.#runner.failureReason(error);
      this.#runner.warn('a segment could not be refreshed', { segment: name, reason });
      this.#runner.segment(name, 'failed', reason);
      return { ...standing, outcome: 'failed', reason };
    }
  }

  #standing({ segment }: SegmentOutcome): Standing | undefined {
    return this.#standings.get(segmentName(segment));
  }

  async #deliver(dataset: DatasetSummary, refreshed: readonly SegmentOutcome[]): Promise<RegionCycleResult> {
    const { environment, region, cutoff } = this.#input;
    this.#runner.enter('score');
    const itemsOf = new Map(dataset.segments.map(({ segment, items }) => [segmentName(segment), items]));
    const segments = refreshed.flatMap((outcome) => {
      const { segment } = outcome;
      const items = itemsOf.get(segmentName(segment));
      return items ? [{ segment, items, ...serverOf(outcome) }] : [];
    });
    const forecasts = await this.#steps.scoreRegion({
      environment,
      region,
      cutoff,
      manifest: dataset.manifest,
      segments,
    });
    const scored = refreshed.map((outcome) => afterScoring(outcome, forecasts, this.#standing(outcome)));

    // Scoring may have ended although it was asked to stop.
    await this.#runner.endIfCancelled();
    this.#runner.enter('publish');
    const { uri, leftOut } = await this.#runner.toItsEnd(() =>
      this.#steps.commitCycle({
        ...{ environment, region, cutoff, cycleId: this.#id, datasetVersion: dataset.version },
        ...{ forecasts, segments: scored, passed: this.#passed.filter(({ segment }) => isPromoted(scored, segment)) },
      }),
    );
    const outcomes = scored.map((outcome) => afterCommit(outcome, leftOut, this.#standing(outcome)));
    for (const { segment, outcome, reason } of outcomes) {
      if (outcome === 'promoted') this.#runner.segment(segmentName(segment), outcome, reason);
    }
    const uncopied = await this.#copy(forecasts);

    this.#runner.enter('evaluate');
    const evaluation = await this.#evaluate(dataset);

    const degradedReasons = [...outcomes.flatMap(degradedReason), ...uncopied];
    const result: RegionCycleResult = {
      cycleId: this.#id,
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
        ...(dataset.warnings ? { warnings: dataset.warnings } : {}),
      },
      segments: outcomes,
      forecasts: { rows: forecasts.rows, uri },
      evaluation,
    };
    await this.#runner.toItsEnd(() => this.#steps.closeCycle({ cycleId: this.#id, result }));
    this.#runner.enter('done');
    return result;
  }

  /** Writes the files that forecasts are read from; returns why the region is degraded where they are not as published. */
  async #copy(forecasts: ForecastSummary): Promise<string[]> {
    const { environment, region, cutoff } = this.#input;
    try {
      const cycleId = this.#id;
      await this.#runner.toItsEnd(() =>
        this.#steps.publishForecasts({ environment, region, cutoff, cycleId, forecasts }),
      );
      return [];
    } catch (error) {
      const reason = this.#runner.failureReason(error);
      this.#runner.warn('the published files could not be written', { reason });
      return [`${region}: the forecasts are published, but the files of ${cutoff} are not written: ${reason}`];
    }
  }

  /** The forecasts are out: whatever happens to the evaluation of earlier ones does not make the cycle a failed one. */
  async #evaluate({ manifest }: DatasetSummary): Promise<EvaluationSummary> {
    const { environment, region, cutoff } = this.#input;
    try {
      const cycleId = this.#id;
      const evaluation = await this.#steps.evaluateForecasts({ environment, region, cutoff, cycleId, manifest });
      await this.#steps.recordEvaluation({ cycleId, evaluation });
      return evaluation;
    } catch (error) {
      const failure = this.#runner.isCancelled() ? 'cancelled' : this.#runner.failureReason(error);
      this.#runner.warn('past forecasts could not be evaluated', { reason: failure });
      return { rows: 0, metrics: {}, failure };
    }
  }
}

function isPromoted(outcomes: readonly SegmentOutcome[], segment: Segment): boolean {
  const name = segmentName(segment);
  return outcomes.some((one) => one.outcome === 'promoted' && segmentName(one.segment) === name);
}
