import type { ArtifactRef } from './artifact.ts';
import type { ErrorMetrics, PublishedErrors } from './metrics.ts';
import type { PromotionPlan } from './promotion-plan.ts';
import { members, type FittedMemberName, type MemberName, type Segment } from './segment.ts';
import type { Server, StandIns } from './serving.ts';
import type { Trigger } from './trigger.ts';
import type { Week } from './week.ts';

/** The stages of a cycle, in their order. */
export type CycleStage =
  'ingest' | 'snapshot' | 'assess' | 'train' | 'promote' | 'score' | 'publish' | 'evaluate' | 'done' | 'failed';

export interface RegionCycleInput {
  readonly environment: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly number: number;
  readonly triggers: readonly Trigger[];
  /** Segments (`format/velocity`) to redo; the others are left as they are. Left out: every one is assessed. */
  readonly onlySegments?: readonly string[];
}

/** What a cycle needs to know from its project; the rest stays with the workers. */
export interface CyclePlan {
  readonly sources: readonly string[];
  readonly promotion: PromotionPlan;
  /** Address of the web application; left out where it is not known. */
  readonly pages?: string;
}

/** A segment as the dataset version has it: its items are fixed for the whole cycle. */
export interface SegmentData {
  readonly segment: Segment;
  /** A JSON list of their names. */
  readonly items: ArtifactRef;
  readonly series: number;
  /** Hash over the data of the segment's region and format up to the cutoff. */
  readonly dataHash: string;
  /** A `SegmentProfile` of its data. Left out by workers that made none. */
  readonly profile?: ArtifactRef;
}

export interface DatasetSummary {
  /** Dataset version id: the hash of its manifest. */
  readonly version: string;
  readonly manifest: ArtifactRef;
  readonly rows: number;
  readonly quarantined: number;
  /** Folder with the rows set aside, a CSV per landing file with line and reason; left out where there are none. */
  readonly quarantineUri?: string;
  /** Quality checks that failed and do not block, in words; the registry has all. Left out where there are none. */
  readonly warnings?: readonly string[];
  readonly segments: readonly SegmentData[];
}

/** Why a segment is retrained. */
export type RetrainCause = 'never-trained' | 'data' | 'code' | 'stale' | 'drift' | 'requested';

export interface CauseFinding {
  readonly cause: RetrainCause;
  readonly holds: boolean;
  /** What was compared, in words: `trained 2026-08-03, 98 days before the cutoff; limit 60`. */
  readonly detail: string;
}

export interface SegmentAssessment {
  readonly data: SegmentData;
  readonly findings: readonly CauseFinding[];
  readonly retrain: boolean;
  /** The causes that hold, or why nothing is retrained though one does. */
  readonly reason: string;
  /** Members that a training of it has. Absent in assessments of earlier code: LASSO and network. */
  readonly members?: readonly FittedMemberName[];
  /** The champion at the time, if the segment has one: of those trained up to the cutoff or earlier, the latest. */
  readonly champion?: ChampionInCycle;
  /**
   * Version of the segment's champion where it was trained on weeks after the cutoff: the cycle is a backfill. Such a champion
   * may not score, it knows what came after; and what the cycle trains does not replace it.
   */
  readonly laterChampion?: string;
}

/** A champion as a cycle looks at it. */
export interface ChampionInCycle {
  readonly version: string;
  readonly backtest: BacktestSummary;
  readonly trainingCutoff: Week;
}

export interface SegmentTrainingInput {
  readonly environment: string;
  readonly cycleId: string;
  readonly cutoff: Week;
  readonly dataset: { readonly version: string; readonly manifest: ArtifactRef };
  readonly assessment: SegmentAssessment;
}

export interface TrainMemberInput extends SegmentTrainingInput {
  readonly member: FittedMemberName;
}

/** The result of a member's training: references, and figures small enough for a history. */
export interface TrainedMember {
  readonly member: FittedMemberName;
  /** The fitted model, one artifact per file. */
  readonly files: Readonly<Record<string, ArtifactRef>>;
  /** Forecasts of every backtest window, oldest first, each as JSON. */
  readonly windows: readonly { readonly cutoff: Week; readonly forecast: ArtifactRef }[];
  /** A `PresetChoice` as JSON. Absent for a member without presets. */
  readonly presetChoice?: ArtifactRef;
  readonly seconds: number;
  /** Fits of an earlier attempt that were reused. */
  readonly reusedFits: number;
}

/** What a cycle reports the errors of; `baseline` is the arithmetic mean of the past. */
export type ForecasterName = 'baseline' | MemberName | 'ensemble';
export const forecasterNames: readonly ForecasterName[] = ['baseline', ...members, 'ensemble'];

/** Backtest figures of a challenger; every forecaster on the same rows. */
export interface BacktestSummary {
  readonly windows: readonly Week[];
  readonly metrics: Readonly<Partial<Record<ForecasterName, ErrorMetrics>>>;
  /** Share by which the ensemble's MAPE is below the arithmetic-mean baseline's (`reductionBetween`; plain MAPE in records of earlier code). */
  readonly reduction: number | null;
  /** Same, against the geometric mean. */
  readonly reductionGeometric: number | null;
  /** Share of actuals inside P10–P90. */
  readonly coverage: number | null;
  /** Width of P10–P90 and pinball loss, shares of the units sold. Absent where no window has quantiles. */
  readonly width?: number | null;
  readonly pinball?: number | null;
  /** Forecast, P50 and mean on the rows that have all three. Absent where none has. */
  readonly published?: PublishedErrors;
  /** Windows that decide nothing, by cutoff, with the reason. Absent without any. */
  readonly odd?: Readonly<Record<Week, string>>;
  readonly weights: Readonly<Partial<Record<MemberName, number>>>;
  /** The whole evaluation, a `BacktestEvaluation` as JSON: by window, step and item. Absent in models of earlier code. */
  readonly evaluation?: ArtifactRef;
  /** The `PresetChoice` that a member's fits were made with, as JSON. Absent where no member has presets, and in models of earlier code. */
  readonly presetChoices?: Readonly<Partial<Record<FittedMemberName, ArtifactRef>>>;
  /**
   * The champion it was compared with at its gate, and the `ModelComparison` as JSON, with this model as the first. Absent where there was
   * no champion, and in models of earlier code.
   */
  readonly comparison?: { readonly with: string; readonly artifact: ArtifactRef };
}

export interface GateCheck {
  readonly check: string;
  readonly passed: boolean;
  readonly detail: string;
  /** If it failed, the option of the project that decides on it, if there is one. */
  readonly option?: string;
}

export interface Challenger {
  /** Model version id: the hash of everything that led to it. */
  readonly version: string;
  readonly segment: Segment;
  readonly backtest: BacktestSummary;
  readonly gate: readonly GateCheck[];
  readonly gatePassed: boolean;
  /** Version of the champion that its gate compared it with; left out where there was none. */
  readonly comparedWith?: string;
  /** What serves if it is not promoted. Absent in challengers of earlier code. */
  readonly serves?: StandIns;
  /** Members that its ensemble lacks since they could not be trained, and why. Absent where it lacks none. */
  readonly untrained?: Untrained;
}

/** Members that could not be trained, and why. */
type Untrained = Readonly<Partial<Record<FittedMemberName, string>>>;

/** How a segment's cycle ended. */
export interface SegmentOutcome {
  readonly segment: Segment;
  /** `backfilled`: trained and used for a cutoff in the past, next to a champion that knows later weeks. */
  readonly outcome: 'kept' | 'promoted' | 'backfilled' | 'rejected' | 'awaiting-approval' | 'failed';
  readonly causes: readonly RetrainCause[];
  /** Version of the champion; left out where the segment has none. */
  readonly champion?: string;
  /** Version of the challenger that serves though it is not champion; only where `scoredBy` is `challenger`. */
  readonly provisional?: string;
  /** Training cutoff of that version. */
  readonly championTrainedTo?: Week;
  readonly scoredBy: Server;
  /** Figures of the champion; of the challenger where there is no champion. */
  readonly backtest?: BacktestSummary;
  /** Members that this cycle could not train. Absent where it trained all, or had no cause to. */
  readonly untrained?: Untrained;
  readonly reason: string;
}

/** What scored a segment in place of a champion. */
export interface ScoringFallback {
  readonly by: Exclude<Server, 'champion'>;
  /** Version of the challenger, where it was one. */
  readonly version?: string;
  readonly reason: string;
}

export interface ForecastSummary {
  readonly rows: number;
  readonly parquet: ArtifactRef;
  readonly csv: ArtifactRef;
  /** Segments (`format/velocity`) that no champion scored: what scored them, and why. Absent in results of earlier code. */
  readonly fallbacks?: Readonly<Record<string, ScoringFallback>>;
}

/** Realised errors of a segment's published forecasts in one target week, every step that has arrived together. */
export interface RealisedErrors {
  readonly week: Week;
  readonly rows: number;
  /** Sum of the actuals, and of the absolute errors of what was published and of the baseline on the same rows. */
  readonly units: number;
  readonly absoluteError: number;
  readonly baselineAbsoluteError: number;
  /** Sum of forecast − actual. This and what follows is absent in evaluations of earlier code. */
  readonly error?: number;
  /** Rows with actual ≠ 0, and the sum of |actual − forecast| / actual over them. */
  readonly soldRows?: number;
  readonly relativeError?: number;
  /** Rows with P10 and P90, and those of them whose actual lies between the two, ends included. */
  readonly intervalRows?: number;
  readonly insideInterval?: number;
}

/** What was published from a cutoff, as an evaluation found it. */
export interface EvaluatedCutoff {
  readonly cutoff: Week;
  /** Its forecast rows for which the actual has arrived. */
  readonly rows: number;
  /** Sum of the absolute errors of what was published over the sum of the actuals; null where that is 0. */
  readonly wape: number | null;
  /**
   * `recent`: within one horizon before the cycle's cutoff. `late: 2025-09-29`: actuals of that week came, or became others, after the
   * evaluation before, when the week was over.
   */
  readonly why: string;
}

export interface EvaluationSummary {
  /** Forecast rows for which the actual has arrived since. */
  readonly rows: number;
  readonly metrics: Readonly<Partial<Record<ForecasterName, ErrorMetrics>>>;
  /** By `format/velocity`, weeks in order. Left out of evaluations that looked at all segments together. */
  readonly segments?: Readonly<Record<string, readonly RealisedErrors[]>>;
  /** By cutoff, the oldest first. Left out of evaluations of earlier code, and where nothing had been published. */
  readonly cutoffs?: readonly EvaluatedCutoff[];
  /** Why past forecasts could not be evaluated; the next cycle evaluates them. */
  readonly failure?: string;
}

export interface RegionCycleResult {
  readonly cycleId: string;
  readonly environment: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly degraded: boolean;
  readonly degradedReasons: readonly string[];
  readonly dataset: Pick<DatasetSummary, 'version' | 'rows' | 'quarantined' | 'quarantineUri' | 'warnings'>;
  readonly segments: readonly SegmentOutcome[];
  readonly forecasts: { readonly rows: number; readonly uri: string };
  readonly evaluation: EvaluationSummary;
}

/** What the `status` query of a cycle answers. */
export interface CycleStatus {
  readonly stage: CycleStage;
  readonly sources: Readonly<Record<string, string>>;
  readonly segments: readonly { readonly segment: string; readonly stage: string; readonly detail: string }[];
  /** Quality checks that failed without blocking. Left out where there are none. */
  readonly warnings?: readonly string[];
}
