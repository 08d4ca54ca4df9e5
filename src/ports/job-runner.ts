import type {
  Challenger,
  DatasetSummary,
  EvaluationSummary,
  ForecastSummary,
  GateCheck,
  SegmentTrainingInput,
  TrainedMember,
  TrainMemberInput,
} from '../contracts/cycle.ts';
import type {
  BacktestedMember,
  BacktestedSegment,
  BacktestErrors,
  BacktestMemberInput,
} from '../contracts/backtest.ts';
import type { ArtifactRef } from '../contracts/artifact.ts';
import type { BusinessValue } from '../contracts/business-value.ts';
import type { ConditionerTest } from '../contracts/conditioner-test.ts';
import type { IngestedSource } from '../contracts/dataset.ts';
import type { DatasetDiff } from '../contracts/dataset-diff.ts';
import type { SegmentDriftShown } from '../contracts/drift.ts';
import type { ExplainReport } from '../contracts/explanation.ts';
import type { CorrectedFileCheck, QuarantineListing } from '../contracts/quarantine.ts';
import type { OptionSetting } from '../contracts/option-setting.ts';
import type { ModelComparison } from '../contracts/model-comparison.ts';
import type { ReproducedMember } from '../contracts/model-report.ts';
import type { FittedMemberName, Segment } from '../contracts/segment.ts';
import type { Fallback } from '../contracts/serving.ts';
import type { ItemOrder, TrainingReport } from '../contracts/training-report.ts';
import type { ValidationTest } from '../contracts/validation.ts';
import type { LeverChange, RowToScore, ScoredRow, WhatIfOutcome } from '../contracts/what-if.ts';
import type { Week } from '../contracts/week.ts';
import type { TouchedRegions, WeeksOfFile } from './landing-ledger.ts';
import type { DatasetRecord, ForecastRecord, ModelRecord } from './registry.ts';
import type { Columns } from './table-engine.ts';

/** A segment to score: with a model, or with a fallback. With neither, the better fallback is found on the newest weeks. */
export interface SegmentToScore {
  readonly segment: Segment;
  /** As `SegmentData` has them. */
  readonly items: ArtifactRef;
  /** Its champion, or the challenger that serves provisionally. */
  readonly champion?: ModelRecord;
  /** Set where the model is no champion and was not chosen by this cycle: why it serves. */
  readonly provisional?: string;
  readonly fallback?: Fallback;
}

/** A landing file that a source takes. */
export interface FileOfSource {
  readonly source: string;
  readonly path: string;
}

/** The regions a file's rows are about. */
export interface FileRegions extends FileOfSource {
  /** SHA-256 of the content. Left out where it is unknown. */
  readonly hash?: string;
  readonly regions: TouchedRegions;
  /** Left out where its rows have no weeks, or cannot be read. */
  readonly weeks?: WeeksOfFile;
  /** Why it cannot be used. */
  readonly problem?: string;
}

/** What was published from a cutoff, and by which model versions: those that had seen no week after it. */
export interface PublishedWindow {
  readonly forecast: ForecastRecord;
  readonly versions: readonly string[];
}

/** A dataset version, by its artifacts. */
export interface DatasetToRead {
  readonly version: string;
  readonly manifest: ArtifactRef;
  readonly profiles: readonly ArtifactRef[];
}

/** A segment whose newest data are compared with its champion's training data: profiles of both. */
interface SegmentToMeasure {
  readonly champion: Pick<ModelRecord, 'version' | 'trainingCutoff' | 'backtest'>;
  readonly reference: ArtifactRef;
  readonly current: ArtifactRef;
}

/** A model with the manifest of the dataset version it was trained on. */
interface ModelToCompare {
  readonly model: ModelRecord;
  readonly manifest: ArtifactRef;
}

/** What a model of a segment is compared with at the gate. */
interface JudgedAgainst {
  readonly champion?: ModelRecord;
  /** What production forecast for the segment. */
  readonly published: readonly PublishedWindow[];
  /** Quality checks of the dataset version that failed without blocking, in words. Left out where there are none. */
  readonly warnings?: readonly string[];
  /** Versions of the segment that were rolled back from: to which one, by whom, when and why. */
  readonly rolledBack: Readonly<Record<string, { to: string; by: string; at: string; reason: string }>>;
  /** Versions of the segment that somebody took out of use. Left out where there are none. */
  readonly retired?: Readonly<Record<string, { by: string; at: string; reason: string }>>;
}

/** The CPU-bound steps: what goes in, what comes out. */
interface Jobs {
  'ingest-source': { input: { source: string }; output: IngestedSource };
  /** Some files of a source, before it is ingested; how many of them were new. */
  'condition-files': { input: { source: string; paths: readonly string[] }; output: { readonly conditioned: number } };
  'test-conditioners': { input: { sources?: readonly string[] }; output: readonly ConditionerTest[] };
  'regions-of-files': {
    input: { files: readonly FileOfSource[] };
    output: readonly FileRegions[];
  };
  'latest-cutoff': { input: { region: string }; output: Week };
  'snapshot-dataset': {
    input: { region: string; cutoff: Week; sources: readonly IngestedSource[] };
    output: { summary: DatasetSummary; record: DatasetRecord };
  };
  'train-member': { input: TrainMemberInput; output: TrainedMember };
  'validate-challenger': {
    input: SegmentTrainingInput & JudgedAgainst & { trained: readonly TrainedMember[] };
    output: { challenger: Challenger; record: ModelRecord };
  };
  /** Checks a registered model at the gate, on other data and with another champion than it was validated with. */
  'judge-adoption': {
    input: JudgedAgainst & {
      model: ModelRecord;
      /** Manifest of the dataset version it was trained on, and of the newest of its region. */
      trainedOn: ArtifactRef;
      latest: ArtifactRef;
    };
    output: readonly GateCheck[];
  };
  'score-region': {
    input: {
      environment: string;
      region: string;
      cutoff: Week;
      manifest: ArtifactRef;
      segments: readonly SegmentToScore[];
    };
    output: ForecastSummary;
  };
  'backtest-member': { input: BacktestMemberInput; output: BacktestedMember };
  'evaluate-backtest': {
    input: {
      segments: readonly BacktestedSegment[];
      horizonWeeks: number;
      withRows: boolean;
      /** Store attribute whose values to measure errors by as well. Left out where none is. */
      attribute?: string;
      /** Options of the project with other values. Left out where there are none. */
      options?: readonly OptionSetting[];
    };
    /** `rows` where they were asked for: one row per series, cutoff and step. */
    output: { errors: BacktestErrors; rows?: Columns };
  };
  'reproduce-member': {
    input: { model: ModelRecord; member: FittedMemberName; manifest: ArtifactRef };
    output: ReproducedMember;
  };
  'explain-model': {
    input: {
      model: ModelRecord;
      manifest: ArtifactRef;
      /** Whose forecasts to explain; left out, none. */
      series?: { store: string; item: string };
      /** Whether to measure the importance of the groups of features. */
      importance: boolean;
    };
    output: Omit<ExplainReport, 'version' | 'segment'>;
  };
  /** Forecasts of an item with other known-ahead values, next to those with the planned ones. */
  'what-if': {
    input: {
      model: ModelRecord;
      /** Of the dataset version whose plans are changed. */
      manifest: ArtifactRef;
      item: string;
      stores: readonly string[];
      changes: readonly LeverChange[];
    };
    output: WhatIfOutcome;
  };
  /** Forecasts of series of one segment with given known-ahead values; rows in the order asked for. */
  'score-rows': {
    input: {
      model: ModelRecord;
      manifest: ArtifactRef;
      rows: readonly RowToScore[];
      /** Rows of other series whose values hold at the same time, of any format: neighbours count. */
      besides: readonly RowToScore[];
    };
    output: readonly ScoredRow[];
  };
  /** How the training of a model went, from the files it left. */
  'describe-training': {
    input: {
      model: ModelRecord;
      /** Of the items with the largest errors, how many to carry, and by which error. */
      items: { most: number; by: ItemOrder };
    };
    output: TrainingReport;
  };
  /** Two models of a segment on the rows that both can be judged by. */
  'compare-models': { input: { first: ModelToCompare; second: ModelToCompare }; output: ModelComparison };
  'validate-data': {
    input: {
      manifest: ArtifactRef;
      sources: readonly IngestedSource[];
      /** `first`: what all regions share is tested too. */
      region: 'first' | 'other';
    };
    output: readonly ValidationTest[];
  };
  'validate-model': {
    input: { model: ModelRecord; manifest: ArtifactRef };
    output: readonly ValidationTest[];
  };
  /** Files by path. */
  'export-model': { input: { model: ModelRecord }; output: Readonly<Record<string, Uint8Array>> };
  'diff-datasets': { input: { before: DatasetToRead; after: DatasetToRead }; output: DatasetDiff };
  'read-quarantine': {
    input: {
      /** Sources whose files in landing are looked at. */
      sources: readonly string[];
      /** Manifests of the dataset versions whose own quarantine is: unknown stores and items. */
      datasets?: readonly ArtifactRef[];
      /** Only of these sources. Default: those of `sources`. */
      strayOf?: readonly string[];
      reason?: string;
      /** Part of a file's path. */
      file?: string;
      /** How many of the rows that meet the conditions are passed over. Default 0. */
      skip?: number;
      most: number;
    };
    output: QuarantineListing;
  };
  'check-mended': {
    input: { source: string; bytes: Uint8Array };
    /** The path below landing it would have, and its bytes there. */
    output: CorrectedFileCheck & { path: string; bytes: Uint8Array };
  };
  'measure-drift': {
    input: { segments: readonly SegmentToMeasure[]; evaluations: readonly EvaluationSummary[] };
    /** In the order of the segments; null where no week has come since the training. */
    output: readonly (SegmentDriftShown | null)[];
  };
  'measure-value': {
    input: {
      manifest: ArtifactRef;
      /** Published in an environment, one a cutoff. */
      forecasts: readonly { readonly cutoff: Week; readonly parquet: ArtifactRef }[];
      /** How many of the newest weeks up to the cutoff of the dataset version. */
      weeks: number;
    };
    output: BusinessValue;
  };
  'evaluate-forecasts': {
    input: {
      manifest: ArtifactRef;
      /** Published before the cutoff, one a cutoff, the oldest first. */
      forecasts: readonly ForecastRecord[];
      /** From this cutoff on all are evaluated; of earlier ones those that late weeks touch. */
      recentFrom: Week;
      /** Manifest of the dataset version of the evaluation before. Left out, no week counts as late. */
      previous?: ArtifactRef;
    };
    output: EvaluationSummary;
  };
}

export type JobName = keyof Jobs;
export type JobInput<Name extends JobName> = Jobs[Name]['input'];
export type JobOutput<Name extends JobName> = Jobs[Name]['output'];

/** A checkpoint of an unfinished fit: where it is kept and what it holds, never the weights themselves. */
export interface JobCheckpoint {
  /** The fit, as its step names it: `network final fit`. */
  readonly fit: string;
  /** Name of its pointer in the artifact store. */
  readonly pointer: string;
  /** Epochs done, counted over all networks of the fit. */
  readonly epoch: number;
  readonly epochs: number;
}

/** The losses of a fit that runs, of all its networks, which are trained one after another. */
export interface LiveCurve {
  /** Epochs of one network; one that stops early has fewer. */
  readonly epochsPerNetwork: number;
  /** Epoch, counted over all networks from 1, and its mean training loss. The newest, where there are very many. */
  readonly points: readonly (readonly [epoch: number, loss: number])[];
}

/** How far a job is, small enough for a heartbeat: what Temporal's UI and the terminal show of a running activity. */
export interface JobProgress {
  /** What is being done: `window 2 of 4`, `reading shipments`. */
  readonly step: string;
  readonly epoch?: number;
  readonly epochs?: number;
  /** Losses of the fit so far. Left out where it has none to show. */
  readonly curve?: LiveCurve;
  /** From where another attempt would continue. For people: what counts is what the store holds then. */
  readonly checkpoint?: JobCheckpoint;
  /** What the log should have besides: a sentence, sent once. */
  readonly note?: string;
}

/** The step of a job that has no process yet: it waits for others to end, and does not hang. */
export const waitingForProcess = 'waiting for a free process';

/** Which attempt at a piece of work a job belongs to, so that an attempt that outlives its successor is recognised. */
export interface JobAttempt {
  /** The work: attempts at the same work have the same, and so have the runs of a workflow that was reset. */
  readonly work: string;
  /** The run of the work, within which attempts are numbered. */
  readonly run: string;
  /** 1, 2, … */
  readonly number: number;
  /** When the attempt was scheduled, milliseconds since 1970, by the clock that schedules all runs of the work. */
  readonly scheduledAt: number;
}

export interface JobHooks {
  readonly onProgress: (progress: JobProgress) => void;
  readonly signal: AbortSignal;
  /** Left out where the caller makes no second attempt at the same time, as a command does not. */
  readonly attempt?: JobAttempt;
  /** Called once the job has answered, with a result or an error. */
  readonly onUsage?: (usage: JobUsage) => void;
}

/** What a job has used of the machine. */
export interface JobUsage {
  /** Processor time of its process, seconds; that of starting it counts to its first job. */
  readonly processorSeconds: number;
  /** Largest resident set, megabytes. */
  readonly peakRssMb: number;
}

/** Runs a CPU-bound step away from the event loop of the worker, so that heartbeats and cancellation keep working. */
export interface JobRunner {
  /**
   * Throws the job's own error, by name, message and facts; `ChildProcessError` where the process ended without an answer;
   * `JobMemoryError` where it needed more memory than it may; the signal's reason once that is aborted.
   */
  run<Name extends JobName>(name: Name, input: JobInput<Name>, hooks: JobHooks): Promise<JobOutput<Name>>;
}

/**
 * Jobs as a step of a cycle asks for them. The caller takes their progress, ends them where the step is cancelled, and turns
 * their errors into its own: Temporal's activity, or a command.
 */
export interface StepJobs {
  run<Name extends JobName>(name: Name, input: JobInput<Name>): Promise<JobOutput<Name>>;
}
