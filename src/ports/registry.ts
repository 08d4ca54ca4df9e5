import type { ArtifactRef } from '../contracts/artifact.ts';
import type { RunningCycle } from '../contracts/controller.ts';
import type {
  BacktestSummary,
  EvaluationSummary,
  GateCheck,
  RegionCycleInput,
  RegionCycleResult,
} from '../contracts/cycle.ts';
import type { MemberName, Segment } from '../contracts/segment.ts';
import type { LedgerEntry } from '../contracts/trigger.ts';
import type { Week } from '../contracts/week.ts';
import type { ChampionTerm, DecisionRecord, PromotionDecision, Rollback } from './champions.ts';

/** A dataset version and the source files it was made of. */
export interface DatasetRecord {
  readonly version: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly manifest: ArtifactRef;
  readonly rows: number;
  readonly qualityProfile: unknown;
  readonly files: readonly { readonly source: string; readonly path: string; readonly contentHash: string }[];
}

/** A trained ensemble: its members' artifacts and everything that led to them. */
export interface ModelRecord {
  readonly version: string;
  readonly segment: Segment;
  readonly datasetVersion: string;
  /** Hash over the segment's data, so that "data changed" can be told without reading any. */
  readonly dataHash: string;
  readonly trainingCutoff: Week;
  readonly codeVersion: string;
  readonly seed: number;
  readonly parameters: unknown;
  readonly members: Readonly<Partial<Record<MemberName, Readonly<Record<string, ArtifactRef>>>>>;
  readonly ensemble: ArtifactRef;
  readonly backtest: BacktestSummary;
  readonly gate: readonly GateCheck[];
  /** Cycle that trained it. */
  readonly cycleId: string;
}

/** Where a registered model stands: it scores, it did before, or it never has. */
export type ModelStage = 'champion' | 'former champion' | 'challenger';

/** A trained ensemble as an environment knows it. */
export interface RegisteredModel {
  readonly environment: string;
  readonly stage: ModelStage;
  /** When training ended, ISO 8601. */
  readonly registeredAt: string;
  readonly record: ModelRecord;
}

/** Published forecasts of a region and cutoff, with the model version each segment was scored by. */
export interface ForecastRecord {
  readonly environment: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly cycleId: string;
  readonly datasetVersion: string;
  readonly rows: number;
  readonly parquet: ArtifactRef;
  readonly csv: ArtifactRef;
  readonly uri: string;
  /** `format/velocity` → model version, or `baseline`. */
  readonly scoredBy: Readonly<Record<string, string>>;
}

/** Something a person or the engine did that changed what produces numbers. */
export interface AuditEntry {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly facts: unknown;
}

export interface AuditRecord extends AuditEntry {
  readonly sequence: number;
  readonly at: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** A region's cycles as the registry has them. */
interface RegionStanding {
  /** Number of the last cycle, 0 where there was none. */
  readonly lastNumber: number;
  /** Cycles that were opened and not closed, oldest first. */
  readonly open: readonly RunningCycle[];
  readonly lastClosed?: {
    readonly cycleId: string;
    readonly cutoff: Week;
    readonly result?: RegionCycleResult;
    readonly failure?: string;
  };
}

interface ChampionChange {
  readonly environment: string;
  readonly segment: Segment;
  readonly version: string;
  readonly actor: string;
  readonly facts: unknown;
}

/**
 * Registry of datasets, models, aliases, cycles, forecasts, evaluations and the audit trail.
 *
 * Every write is idempotent: activities are retried, and an attempt may die after its write and before its answer.
 */
export interface Registry {
  openCycle(cycleId: string, cycle: RegionCycleInput): Promise<void>;
  closeCycle(cycleId: string, ended: { result: RegionCycleResult } | { failure: string }): Promise<void>;
  recordDataset(dataset: DatasetRecord): Promise<void>;
  recordModel(environment: string, model: ModelRecord): Promise<void>;
  model(version: string): Promise<ModelRecord | undefined>;
  /** Every registered model, by environment and segment, the newest of a segment first. */
  models(): Promise<readonly RegisteredModel[]>;
  /** The manifest of a dataset version; `undefined` where none is recorded. */
  datasetManifest(version: string): Promise<ArtifactRef | undefined>;
  /** How a cycle ended; `undefined` where it has not, or failed. */
  cycleResult(cycleId: string): Promise<RegionCycleResult | undefined>;
  champion(environment: string, segment: Segment): Promise<ModelRecord | undefined>;
  /** Of the segment's champions, past and present, less those rolled back from, the latest one trained up to `cutoff` or earlier. */
  championUpTo(environment: string, segment: Segment, cutoff: Week): Promise<ModelRecord | undefined>;
  /** Makes a version the champion and writes the audit record in one transaction; a no-op where it is already. */
  promote(change: ChampionChange): Promise<void>;
  /**
   * Makes an earlier champion of the segment the champion again, with its audit record in one transaction. Throws
   * `RollbackRefusedError` where the version has never been champion, is it now, or where there is no earlier one.
   */
  rollback(rollback: Rollback): Promise<{ readonly from: string; readonly to: string }>;
  /** The segment's champions, the first one first. */
  championHistory(environment: string, segment: Segment): Promise<readonly ChampionTerm[]>;
  /** Writes a step of a promotion and its audit record. */
  recordDecision(decision: PromotionDecision): Promise<void>;
  /** Every step of every promotion of a version, in order. */
  decisionsOn(environment: string, version: string): Promise<readonly DecisionRecord[]>;
  /** The `wait`s of a segment that nothing has ended, in order. */
  waitingPromotions(environment: string, segment: Segment): Promise<readonly DecisionRecord[]>;
  recordForecast(forecast: ForecastRecord): Promise<void>;
  /** Published forecasts with a cutoff before `cutoff` and at or after `from`, latest cycle per cutoff, oldest first. */
  forecastsBefore(environment: string, region: string, from: Week, cutoff: Week): Promise<readonly ForecastRecord[]>;
  recordEvaluation(cycleId: string, evaluation: EvaluationSummary): Promise<void>;
  recordTriggers(controllerId: string, entries: readonly LedgerEntry[]): Promise<void>;
  /** Every ended trigger of a controller, in the order they were recorded. */
  triggers(controllerId: string): Promise<readonly LedgerEntry[]>;
  /** Of these trigger ids, those the controller has recorded as ended. */
  endedTriggers(controllerId: string, ids: readonly string[]): Promise<readonly string[]>;
  /** Where a region's cycles stand. */
  regionStanding(environment: string, region: string): Promise<RegionStanding>;
  audit(): Promise<readonly AuditRecord[]>;
  close(): Promise<void>;
}
