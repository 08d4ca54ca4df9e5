import type { ArtifactRef } from '../contracts/artifact.ts';
import type { ModelStage } from './model-catalogue.ts';

/** A model as garbage collection looks at it. */
export interface RetainedModel {
  readonly environment: string;
  readonly version: string;
  readonly stage: ModelStage;
  /** Whether it waits for a person's approval. */
  readonly waits: boolean;
  readonly datasetVersion: string;
  /** Milliseconds since 1970. */
  readonly registeredAt: number;
  readonly refs: readonly ArtifactRef[];
  readonly isDeleted: boolean;
}

export interface RetainedDataset {
  readonly version: string;
  readonly manifest: ArtifactRef;
  /** What the registry keeps about its quality: profiles are artifacts too. */
  readonly quality?: unknown;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly isDeleted: boolean;
}

export interface RetainedForecast {
  readonly cycleId: string;
  readonly environment: string;
  readonly region: string;
  readonly cutoff: string;
  readonly datasetVersion: string;
  /** Milliseconds since 1970. */
  readonly publishedAt: number;
  readonly refs: readonly ArtifactRef[];
  /** Versions of the models it was scored by. */
  readonly versions: readonly string[];
}

/** All that the registry knows of what is in the artifact store. */
export interface RetentionRecords {
  readonly models: readonly RetainedModel[];
  readonly datasets: readonly RetainedDataset[];
  readonly forecasts: readonly RetainedForecast[];
  /** When the oldest cycle that runs was opened, milliseconds since 1970; left out where none runs. */
  readonly runningSince?: number;
}

interface DeletedRecords {
  readonly models: readonly { readonly environment: string; readonly version: string }[];
  readonly datasets: readonly string[];
}

/** What garbage collection reads and writes in the registry. */
export interface RetentionRegistry {
  retentionRecords(): Promise<RetentionRecords>;
  /**
   * Notes that the files of models and datasets are about to go, and returns those it noted: a model that has become champion or
   * waits for approval by now is left out, and so is its dataset. A noted model cannot be promoted; recording it again, as a training
   * does, takes the note back.
   */
  noteDeleted(records: DeletedRecords): Promise<DeletedRecords>;
}
