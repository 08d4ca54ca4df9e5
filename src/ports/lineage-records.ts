/** A landing file as a dataset version used it. */
export interface FileUse {
  readonly datasetVersion: string;
  readonly source: string;
  readonly path: string;
  readonly contentHash: string;
  /** Hash of its standard table; versions of earlier code have none. */
  readonly conditioned?: string;
  readonly conditionerVersion?: string;
}

interface DatasetFacts {
  readonly version: string;
  readonly region: string;
  readonly cutoff: string;
  readonly rows: number;
  readonly createdAt: string;
}

export interface ModelFacts {
  readonly environment: string;
  readonly version: string;
  /** `region/format/velocity` */
  readonly segment: string;
  readonly datasetVersion: string;
  readonly trainingCutoff: string;
  readonly codeVersion: string;
  readonly seed: number;
  readonly parameters: unknown;
  readonly members: readonly string[];
  readonly weights: Readonly<Record<string, number>>;
  readonly cycleId: string;
  /** Environment it was promoted from; left out where it was trained in its own. */
  readonly adoptedFrom?: string;
  /** Why the cycle was asked for, and by whom; empty where the cycle is unknown. */
  readonly triggers: readonly { readonly cause: string; readonly requestedBy: string }[];
  /** How it became champion: by whom and why, the last time last. */
  readonly promotions: readonly {
    readonly action: string;
    readonly actor: string;
    readonly at: string;
    readonly reason: string;
  }[];
}

export interface ForecastFacts {
  readonly cycleId: string;
  readonly environment: string;
  readonly region: string;
  readonly cutoff: string;
  readonly datasetVersion: string;
  readonly rows: number;
  readonly publishedAt: string;
  readonly parquet: { readonly hash: string; readonly extension: string; readonly bytes: number };
  /** `format/velocity` → version, or the fallback's name: `seasonal`, `baseline`. */
  readonly scoredBy: Readonly<Record<string, string>>;
}

/**
 * What was made from what, as the registry's tables and indexes answer it; each question one statement, whatever the number of
 * files.
 */
export interface LineageRecords {
  /** Files of dataset versions, by source and path. */
  filesOf(datasetVersions: readonly string[]): Promise<readonly FileUse[]>;
  /** Uses of the files with this path below landing, or this content hash. */
  usesOfFile(pathOrHash: string): Promise<readonly FileUse[]>;
  datasetFacts(versions: readonly string[]): Promise<readonly DatasetFacts[]>;
  modelsOn(datasetVersions: readonly string[]): Promise<readonly ModelFacts[]>;
  modelsNamed(versions: readonly string[]): Promise<readonly ModelFacts[]>;
  forecastsBy(modelVersions: readonly string[]): Promise<readonly ForecastFacts[]>;
  forecastsOn(datasetVersions: readonly string[]): Promise<readonly ForecastFacts[]>;
  /** The forecasts of a region and cutoff, the last published first. */
  forecastsAt(environment: string, region: string, cutoff: string): Promise<readonly ForecastFacts[]>;
  /** Rows and MAPE (`shownMape`) of the evaluations that cycles made of forecasts published before. */
  evaluationsOf(
    cycleIds: readonly string[],
  ): Promise<readonly { cycleId: string; rows: number; mape: number | null }[]>;
}
