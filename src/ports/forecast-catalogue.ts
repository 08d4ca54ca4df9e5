import type { ArtifactRef } from '../contracts/artifact.ts';
import type { Week } from '../contracts/week.ts';

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
  /** `format/velocity` → model version, or the fallback's name: `seasonal`, `baseline`. */
  readonly scoredBy: Readonly<Record<string, string>>;
}

/** Forecasts of a region and cutoff as they were published. */
export interface PublishedForecast extends Omit<ForecastRecord, 'uri'> {
  /** ISO 8601. */
  readonly publishedAt: string;
}

/** Which published forecasts to find; all conditions have to hold. */
export interface ForecastQuery {
  readonly environment: string;
  readonly region?: string;
  readonly cutoff?: Week;
  /** Published at or before a moment, ISO 8601. */
  readonly publishedUpTo?: string;
}

/** Published forecasts as people look them up. */
export interface ForecastCatalogue {
  /** Of each region and cutoff the last one published, by region, the newest cutoff first. */
  findForecasts(query: ForecastQuery): Promise<readonly PublishedForecast[]>;
  /** Of each region the one with the newest cutoff, by region. */
  newestForecasts(environment: string): Promise<readonly PublishedForecast[]>;
  /** The file with a hash, where it was published in an environment. */
  publishedFile(environment: string, hash: string): Promise<ArtifactRef | undefined>;
}
