import type { ArtifactRef } from '../contracts/artifact.ts';
import type { RunningCycle } from '../contracts/controller.ts';
import type { EvaluationSummary, RegionCycleInput, RegionCycleResult } from '../contracts/cycle.ts';
import type { Segment } from '../contracts/segment.ts';
import type { LedgerEntry, Trigger } from '../contracts/trigger.ts';
import type { Week } from '../contracts/week.ts';
import type { AccessKeys } from './access-keys.ts';
import type { AuditTrail } from './audit-trail.ts';
import type {
  ChampionTerm,
  DecisionRecord,
  EndedPromotion,
  PromotionDecision,
  Rollback,
  WantedPromotions,
} from './champions.ts';
import type { CycleCatalogue } from './cycle-catalogue.ts';
import type { DatasetCatalogue } from './dataset-catalogue.ts';
import type { ForecastCatalogue, ForecastRecord } from './forecast-catalogue.ts';
import type { KeptAnswers } from './kept-answers.ts';
import type { LineageRecords } from './lineage-records.ts';
import type { ModelCatalogue } from './model-catalogue.ts';
import type { ModelExports } from './model-exports.ts';
import type { ModelRecord } from './model-record.ts';
import type { OperationalRecords } from './operational-facts.ts';
import type { RetentionRegistry } from './retention-records.ts';
import type { Sessions } from './sessions.ts';
import type { WebhookSecrets } from './webhook-secrets.ts';

export type { ForecastRecord } from './forecast-catalogue.ts';
export type { ModelRecord } from './model-record.ts';

/** A dataset version and the source files it was made of. */
export interface DatasetRecord {
  readonly version: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly manifest: ArtifactRef;
  readonly rows: number;
  readonly qualityProfile: unknown;
  readonly files: readonly DatasetFile[];
}

/** A landing file as a dataset version used it. */
interface DatasetFile {
  readonly source: string;
  readonly path: string;
  readonly contentHash: string;
  /** Its standard table, and what made it; versions of earlier code have neither. */
  readonly conditioned?: ArtifactRef;
  readonly conditionerVersion?: string;
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

/** A challenger that passed its gate. */
export interface JudgedChange extends ChampionChange {
  /** Version of the champion that the gate compared it with; null where there was none. */
  readonly comparedWith: string | null;
}

/** A challenger that did not become champion, though its gate let it pass. */
export interface LeftOut {
  readonly segment: Segment;
  readonly reason: string;
}

/** A version to be made champion. */
export interface ChampionChange {
  readonly environment: string;
  readonly segment: Segment;
  readonly version: string;
  readonly actor: string;
  readonly facts: unknown;
}

/** A cycle that has ended, with the triggers it was started for. */
export interface EndedCycle {
  readonly cycleId: string;
  readonly triggers: readonly Trigger[];
  readonly failure?: string;
}

/**
 * Registry of datasets, models, aliases, cycles, forecasts, evaluations and the audit trail.
 *
 * Every write is idempotent: activities are retried, and an attempt may die after its write and before its answer.
 */
export interface Registry
  extends
    AccessKeys,
    AuditTrail,
    CycleCatalogue,
    ForecastCatalogue,
    ModelCatalogue,
    DatasetCatalogue,
    ModelExports,
    RetentionRegistry,
    LineageRecords,
    OperationalRecords,
    Sessions,
    KeptAnswers,
    WebhookSecrets {
  openCycle(cycleId: string, cycle: RegionCycleInput): Promise<void>;
  /** A failure closes only a cycle that is open. */
  closeCycle(cycleId: string, ended: { result: RegionCycleResult } | { failure: string }): Promise<void>;
  recordDataset(dataset: DatasetRecord): Promise<void>;
  /** Registers a model; `adoptedFrom` names the environment it was promoted from. */
  recordModel(environment: string, model: ModelRecord, adoptedFrom?: string): Promise<void>;
  model(version: string): Promise<ModelRecord | undefined>;
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
  /** The `wait`s of an environment that nothing has ended, by segment; all, or those a person means. */
  findWaitingPromotions(environment: string, wanted?: WantedPromotions): Promise<readonly DecisionRecord[]>;
  /** How the latest promotion a person means ended, by a person or by its gate; `undefined` where none has. */
  lastEndedPromotion(environment: string, wanted: WantedPromotions): Promise<EndedPromotion | undefined>;
  /**
   * Publishes the forecasts of a cycle and makes the challengers that scored them champions, with the audit records, in one
   * transaction: readers see all of it or nothing. A no-op where the cycle's forecasts are published. A version that was taken out of
   * use since, or whose segment has another champion than its gate knew, does not become champion: somebody decided otherwise.
   *
   * @returns the challengers that did not become champions, and why
   */
  recordForecast(forecast: ForecastRecord, champions?: readonly JudgedChange[]): Promise<readonly LeftOut[]>;
  /** Published forecasts with a cutoff before `cutoff` and at or after `from`, latest cycle per cutoff, oldest first. */
  forecastsBefore(environment: string, region: string, from: Week, cutoff: Week): Promise<readonly ForecastRecord[]>;
  recordEvaluation(cycleId: string, evaluation: EvaluationSummary): Promise<void>;
  /** Enters where triggers of a controller stand: assigned to a cycle, or ended, which no later assignment undoes. */
  recordTriggers(controllerId: string, entries: readonly LedgerEntry[]): Promise<void>;
  /**
   * Enters triggers that a controller takes, as they wait: new ones, and ones that ended with a failure and are asked for again. Returns
   * the ids of those that have ended well, which stay as they are.
   */
  acceptTriggers(controllerId: string, entries: readonly LedgerEntry[]): Promise<readonly string[]>;
  /**
   * Takes back triggers that were refused, whether `acceptTriggers` has entered them or is still about to. One that was sent again later is
   * left alone.
   */
  withdrawTriggers(controllerId: string, entries: readonly LedgerEntry[]): Promise<void>;
  /** A trigger where controllers have it: one is sent to several regions. By controller. */
  triggerAt(
    controllerIds: readonly string[],
    triggerId: string,
  ): Promise<readonly { readonly controllerId: string; readonly entry: LedgerEntry }[]>;
  /** Triggers of a controller that have not ended, in the order they were taken. */
  openTriggers(controllerId: string): Promise<readonly LedgerEntry[]>;
  /** Of these cycles, those that have ended. */
  endedCycles(cycleIds: readonly string[]): Promise<readonly EndedCycle[]>;
  /** Every ended trigger of a controller, in the order they were recorded. */
  triggers(controllerId: string): Promise<readonly LedgerEntry[]>;
  /** Of these trigger ids, those the controller has recorded as ended. */
  endedTriggers(controllerId: string, ids: readonly string[]): Promise<readonly string[]>;
  /** Where a region's cycles stand. */
  regionStanding(environment: string, region: string): Promise<RegionStanding>;
  close(): Promise<void>;
}
