import type { ArtifactRef } from '../contracts/artifact.ts';
import type { EvaluationSummary } from '../contracts/cycle.ts';
import type { QualityProfile } from '../contracts/dataset.ts';
import type { QualityFinding } from '../contracts/quality.ts';
import type { Week } from '../contracts/week.ts';

/** What the registry keeps about a dataset version's quality. */
export interface DatasetQuality extends QualityProfile {
  /** Left out of versions recorded before checks were made. */
  readonly findings?: readonly QualityFinding[];
  /** Profiles of the segments, by `format/velocity`. */
  readonly profiles?: Readonly<Record<string, ArtifactRef>>;
}

/** A dataset version as the registry has it. */
export interface RegisteredDataset {
  readonly version: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly manifest: ArtifactRef;
  readonly rows: number;
  readonly quality: DatasetQuality;
  /** When it was recorded first, ISO 8601. */
  readonly recordedAt: string;
}

/** What a cycle found of past forecasts. */
export interface RecordedEvaluation {
  readonly cycleId: string;
  readonly cutoff: Week;
  readonly evaluation: EvaluationSummary;
}

/** What a region's published forecasts were last made of. */
interface LastUsedFiles {
  readonly cutoff: Week;
  readonly files: readonly { readonly source: string; readonly path: string; readonly contentHash: string }[];
}

/** Which dataset versions to find; all conditions have to hold. */
export interface DatasetQuery {
  /** Versions that begin so. */
  readonly prefix?: string;
  readonly region?: string;
  readonly cutoff?: Week;
  /** Cutoffs up to this one. */
  readonly upTo?: Week;
  /** Of every region only the newest: of its newest cutoff the version recorded last. Default false. */
  readonly newest?: boolean;
  /** The first ones. Default: all. */
  readonly limit?: number;
}

/** Dataset versions and evaluations, as people and drift checks ask for them. */
export interface DatasetCatalogue {
  /** The dataset versions that meet the conditions, by region, the newest cutoff first, of one cutoff the newest version first. */
  findDatasets(query: DatasetQuery): Promise<readonly RegisteredDataset[]>;
  /** How many dataset versions of a region there are. */
  countDatasets(region: string): Promise<number>;
  /** One dataset version; `undefined` where none is recorded. */
  dataset(version: string): Promise<RegisteredDataset | undefined>;
  /**
   * Evaluations of a region's cycles, or of every region's, with cutoffs in [from, to], the oldest cutoff first, of one cutoff the oldest
   * first.
   */
  evaluations(
    environment: string,
    region: string | undefined,
    from: Week,
    to: Week,
  ): Promise<readonly RecordedEvaluation[]>;
  /**
   * Manifest of the dataset version by which a region's past forecasts were last evaluated: that of the cycle with the latest cutoff up to
   * `cutoff`, of one cutoff the last evaluated, other than `cycleId`. `undefined` before the first.
   */
  lastEvaluatedDataset(
    environment: string,
    region: string,
    cutoff: Week,
    cycleId: string,
  ): Promise<ArtifactRef | undefined>;
  /** The landing files of the dataset version that a region's forecasts were last published from. `undefined` before the first. */
  lastUsedFiles(environment: string, region: string): Promise<LastUsedFiles | undefined>;
}

/** Weeks of evaluations that error drift is measured on: a quarter. */
export const weeksOfErrors = 13;
