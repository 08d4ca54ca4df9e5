import type { ModelRecord } from './model-record.ts';

/**
 * Where a registered model stands in an environment: it has never scored, it scores, it did before, or it was taken out of use.
 */
export const modelStages = ['challenger', 'champion', 'archived', 'retired'] as const;
export type ModelStage = (typeof modelStages)[number];

/** A word on a model: who said it, and when. */
export interface ModelTag {
  readonly value: string;
  readonly by: string;
  /** ISO 8601. */
  readonly at: string;
}

/** A trained ensemble as an environment knows it. */
export interface RegisteredModel {
  readonly environment: string;
  readonly stage: ModelStage;
  /** When training ended, ISO 8601; where it was promoted from another environment, when it arrived. */
  readonly registeredAt: string;
  readonly record: ModelRecord;
  readonly tags: Readonly<Record<string, ModelTag>>;
  readonly retired?: { readonly by: string; readonly at: string; readonly reason: string };
  /** Environment it was promoted from. */
  readonly adoptedFrom?: string;
  /** When garbage collection took its files; left out while they are there. */
  readonly artifactsDeletedAt?: string;
}

export const modelOrders = ['segment', 'trained', 'cutoff', 'mape', 'wape'] as const;
export type ModelOrder = (typeof modelOrders)[number];

/** Which models to find; all conditions have to hold. */
export interface ModelQuery {
  /** One version, in every environment that knows it. */
  readonly version?: string;
  /** Versions that begin so. */
  readonly prefix?: string;
  readonly environment?: string;
  readonly region?: string;
  /** `format/velocity`, or with the region before. */
  readonly segment?: string;
  readonly stage?: ModelStage;
  readonly tags?: Readonly<Record<string, string>>;
  /** Registered at or after a moment, ISO 8601. */
  readonly trainedSince?: string;
  /** Largest MAPE of the ensemble's backtest, as a share: the one that people are shown (`shownMape`). */
  readonly maxMape?: number;
  /**
   * `segment`: by environment and segment, the newest first within one; `trained` and `cutoff`: the newest first; `mape` and
   * `wape`: the smallest first, those without last. Default `segment`.
   */
  readonly sort?: ModelOrder;
  /** Default: all. */
  readonly limit?: number;
  /** Default 0. */
  readonly offset?: number;
}

/** Something a person does to a model. */
interface ModelAct {
  readonly environment: string;
  readonly version: string;
  readonly actor: string;
}

/** Why something cannot be done to a model. */
export type ModelRefusal =
  'unknown-version' | 'is-champion' | 'is-waiting' | 'is-retired' | 'is-not-retired' | 'is-deleted';

/** A model cannot be tagged, retired or promoted; everything is as it was. */
export class ModelRefusedError extends Error {
  override readonly name = 'ModelRefusedError';
  readonly refusal: ModelRefusal;
  readonly environment: string;
  readonly version: string;

  constructor(refusal: ModelRefusal, message: string, facts: { environment: string; version: string }) {
    super(message);
    this.refusal = refusal;
    this.environment = facts.environment;
    this.version = facts.version;
  }
}

/** Registered models as people look for them, and what they say of them. */
export interface ModelCatalogue {
  /** Every registered model, by environment and segment, the newest of a segment first. */
  models(): Promise<readonly RegisteredModel[]>;
  /** A page of the models that meet the conditions, and how many do in all. */
  findModels(query: ModelQuery): Promise<{ readonly total: number; readonly models: readonly RegisteredModel[] }>;
  /**
   * Sets tags of a model, or takes them off where the value is `null`, with an audit record for what changes. Throws
   * `ModelRefusedError`.
   */
  tagModel(change: ModelAct & { readonly tags: Readonly<Record<string, string | null>> }): Promise<void>;
  /**
   * Takes a model out of use: it is no longer promoted or rolled back to. Throws `ModelRefusedError` where it is the champion,
   * unless `toBaseline` says that the segment is to be scored by the baseline from now on; and where it waits for approval.
   */
  retireModel(change: ModelAct & { readonly reason: string; readonly toBaseline?: boolean }): Promise<void>;
  /** Takes a retirement back. Throws `ModelRefusedError` where the model is not retired. */
  unretireModel(change: ModelAct & { readonly reason: string }): Promise<void>;
}
