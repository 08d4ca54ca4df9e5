import type { DriftPolicy } from './drift.ts';
import type { FeatureSettings } from './features.ts';
import type { ApprovalPolicy } from './promotion-plan.ts';
import type { RetentionPolicy } from './retention.ts';
import type { Freshness, QualityCheck } from './quality.ts';
import type { FittedMemberName } from './segment.ts';
import type { SourceKind } from './source-kinds.ts';
import type { Weekday } from './week.ts';

/** How a challenger becomes champion: by its gate alone, or by a person's decision. */
export type PromotionPolicy = 'automatic' | 'manual';

/** How an item's velocity is decided, from the sales up to the cutoff. */
export interface VelocityRule {
  /**
   * Share of a region and format's units that the fast movers make up together: items are taken from the largest down
   * until the share is reached. (0, 1), default 0.8.
   */
  readonly fastShareOfUnits: number;
}

/**
 * What forecasts minimise: `balanced` is MAPE and WAPE alike, each against the seasonal member's where these are known, which
 * rewards neither low forecasts nor large items alone; `unbiased` a bias of zero. No forecast serves all: of log-normal units the
 * one best by MAPE lies below the median, the one best by WAPE at it, the unbiased one above.
 */
export const aims = ['balanced', 'mape', 'wape', 'unbiased'] as const;
export type Aim = (typeof aims)[number];

export const lassoAims = [...aims, 'log-mean'] as const;
export type LassoAim = (typeof lassoAims)[number];

/** Parameters of the LASSO member. */
export interface LassoParameters {
  /** Alphas on the path, from alpha_max downwards, evenly in log. Default 15. */
  readonly nAlphas: number;
  /** Smallest alpha as a share of alpha_max. Default 1e-3. */
  readonly minAlphaRatio: number;
  /** Share of the penalty that is absolute, the rest being quadratic (elastic net), (0, 1]. Default 1: LASSO. */
  readonly l1Ratio: number;
  /** Time-ordered folds over the later half of the weeks. Default 3. */
  readonly nFolds: number;
  /** Relative duality gap at which coordinate descent stops. Default 1e-4. */
  readonly tolerance: number;
  /** Sweeps over the coordinates at most, per alpha. Default 1000. */
  readonly maxIterations: number;
  /**
   * What its calibration aims at, on past rows; `log-mean` leaves forecasts at the mean of the logs. Default: the project's
   * aim.
   */
  readonly aim: LassoAim;
}

/** The parameters of every member that has some. */
interface ParametersByMember {
  readonly lasso: LassoParameters;
  readonly network: NetworkParameters;
  readonly trees: TreesParameters;
}

/** Parameters of the members that are fitted, one set each. */
export type MemberParameters = Readonly<{ [Name in FittedMemberName]: ParametersByMember[Name] }>;

/**
 * What suits a kind of series, as a name for a set of network settings: `erratic` for series that promotions drive, with few
 * independent weeks and much noise; `steady` for series that follow season and level closely; `mixed` between the two.
 */
export const networkPresets = ['erratic', 'mixed', 'steady'] as const;
export type NetworkPreset = (typeof networkPresets)[number];

/** Parameters of the member of boosted trees. */
export interface TreesParameters {
  /** Whether the project has the member. Default true. */
  readonly enabled: boolean;
  /** Trees grown from each of the two starting levels; twice as many in all. Default 100. */
  readonly trees: number;
  /** Leaves per tree at most, at least 2. Default 15. */
  readonly leaves: number;
  /** Rows that a leaf has at least. Default 200. */
  readonly minLeafRows: number;
  /** Share of the columns that a tree may split by, (0, 1]. Default 0.3. */
  readonly columnShare: number;
  /** Share of the rows that a tree learns from, (0, 1]; counted on at most 262,144; all up to 20,000. Default 0.25. */
  readonly rowShare: number;
  /** Share of a leaf's best step that is taken, (0, 1]. Default 0.07. */
  readonly learningRate: number;
}

/** Parameters of the neural-network member. */
export interface NetworkParameters {
  /** `auto` chooses among the presets, per segment, by a time-ordered backtest within the training weeks. Default `auto`. */
  readonly preset: 'auto' | NetworkPreset;
  /** Passes over the training rows. Default 10. */
  readonly epochs: number;
  /** Rows per step. Default 512. */
  readonly batchSize: number;
  /** Adam's learning rate at the start. Default 2e-3. */
  readonly learningRate: number;
  /** `cosine`: the rate falls to 0 along half a cosine. Default `cosine`. */
  readonly schedule: 'cosine' | 'constant';
  /** Decoupled weight decay, as a share of the learning rate per step, >= 0. Default 0. */
  readonly weightDecay: number;
  /** Units per dense layer. Default [128, 64]. */
  readonly hiddenUnits: readonly number[];
  /** Share of hidden units dropped in training, [0, 1). Default: the preset's. */
  readonly dropout?: number | undefined;
  /** Numbers per category in an embedding. Default: the preset's. */
  readonly embeddingWidth?: number | undefined;
  /** Share of embedding numbers dropped in training, [0, 1). Default: the preset's. */
  readonly embeddingDropout?: number | undefined;
  /** Share of the absolute error in logs in the loss, the rest being the relative error, [0, 1]. Default: the preset's. */
  readonly logErrorShare?: number | undefined;
  /** Networks per view, averaged in logs. Default 1. */
  readonly seedsPerView: number;
  /** Weeks after which a row counts half; 0 counts all rows alike. Default 0. */
  readonly recencyHalfLifeWeeks: number;
  /** Early stopping. Default: none, the schedule runs to its end. */
  readonly earlyStopping?: EarlyStopping | undefined;
}

/** The last weeks are kept from training; it ends where their loss no longer falls, and the best epoch's weights hold. */
interface EarlyStopping {
  /** Last target weeks kept from training, at least 1. */
  readonly validationWeeks: number;
  /** Epochs without a smaller loss, at least 1. */
  readonly patience: number;
}

/** Rolling-origin evaluation: how many cutoffs, how far apart. */
export interface BacktestOptions {
  /** Windows, the last of which ends at the cutoff. Default 4. */
  readonly nWindows: number;
  /** Weeks between the cutoffs of neighbouring windows. Default: the horizon. */
  readonly stepSizeWeeks: number;
  /**
   * How many windows share a fit. A window is forecast from its own cutoff by the fit before it on a fixed grid of
   * ten weeks, as a champion a few weeks old would. 1 fits at each window. Default 2.
   */
  readonly refitEvery: number;
}

/** How the members' forecasts are joined. */
interface EnsembleSettings {
  /**
   * Whether the blend is shifted, in logs, by what served the project's aim best on the backtest. The members are calibrated
   * themselves, and a few windows say little, so the default is false.
   */
  readonly calibrate: boolean;
}

/** What a challenger must reach to be promoted. */
export interface PromotionGate {
  /**
   * Largest MAPE of the ensemble on the backtest, as a share, with its floor: actuals below a tenth of the median week count as that
   * much. A challenger above it does not become champion; where there is no champion it may serve provisionally. Default 0.45.
   */
  readonly maxMape: number;
  /**
   * How much worse than the champion on the same windows is still accepted, relative; and how much better than the champion a fallback
   * has to be to serve in its place. Default 0.02.
   */
  readonly championTolerance: number;
  /** Whether the ensemble must have a lower error than the mean of the past, and none above the seasonal member's. Default true. */
  readonly mustBeatBaseline: boolean;
  /** Largest share of a source's rows that may have been set aside, conditioning and snapshot together, [0, 1]. Default 0.05. */
  readonly maxQuarantinedShare: number;
  /** Whether quality checks that failed as warnings keep a challenger back; they are named either way. Default false. */
  readonly failOnWarnings: boolean;
  /**
   * How many times above or below the mean week of the last quarter the segment's mean forecast may lie, > 1. A season moves
   * a segment by less than the default, 5; units read as cases, or a broken model, by more.
   */
  readonly maxLevelFactor: number;
}

/** How long a cycle waits for further files after data has changed: one cycle for a delivery of many files. */
export interface DataChangePolicy {
  /** Seconds without another change before the cycle starts. Default 60. */
  readonly quietPeriodSeconds: number;
  /** Seconds after the first change at which it starts in any case. Default 1800. */
  readonly longestWaitSeconds: number;
}

export interface RegionOptions {
  readonly name: string;
  /** IANA time zone, e.g. `America/Chicago`. */
  readonly timeZone: string;
}

/** When cycles of a region start, in its time zone. */
export interface RegionSchedule {
  /**
   * A weekday and a time, `HH:MM`, or a cron expression of five fields. A time that daylight saving leaves out is skipped on that
   * day, one that it repeats starts twice, for the same week.
   */
  readonly when: { readonly weekday: Weekday; readonly time: string } | { readonly cron: string };
  readonly timeZone: string;
  /** Each run starts up to this many seconds late, at random, so that regions of one hour do not all start at once. Default 0. */
  readonly jitterSeconds: number;
  /**
   * How late a missed start may be made up for after an outage, in days. More than a few weeks make no sense: the next start
   * covers the newest week anyway, and older ones are filled in on purpose, by a backfill. Default 7.
   */
  readonly catchUpDays: number;
}

/** How landing is watched for new and changed files. */
export interface WatchPolicy {
  /** Seconds between two checks, at least 10. Default 60. */
  readonly everySeconds: number;
  /** Seconds a file's size and time of change must stay as they are before it counts as whole. Default 30. */
  readonly stableSeconds: number;
}

/** The serialisable part of a project: what workflows and registry rows may carry. */
export interface ResolvedProject {
  readonly name: string;
  readonly weekStartsOn: Weekday;
  readonly horizonWeeks: number;
  readonly regions: readonly RegionOptions[];
  readonly formats: readonly string[];
  readonly velocity: VelocityRule;
  readonly sources: readonly ResolvedSource[];
  readonly drivers: DriverRoles;
  readonly features: FeatureSettings;
  readonly members: MemberParameters;
  readonly seed: number;
  readonly backtest: BacktestOptions;
  readonly gate: PromotionGate;
  /** What forecasts are calibrated for, and models compared by. Default `balanced`. */
  readonly aim: Aim;
  readonly ensemble: EnsembleSettings;
  /** Days between a model's training cutoff and a scoring cutoff after which the model is stale. Default 60. */
  readonly staleAfterDays: number;
  readonly drift: DriftPolicy;
  readonly dataChange: DataChangePolicy;
  readonly retention: RetentionPolicy;
  readonly environments: Readonly<Record<string, EnvironmentSettings>>;
  /** By environment and region; only where the project asks for one. */
  readonly schedules: Readonly<Record<string, Readonly<Record<string, RegionSchedule>>>>;
  /** By environment; only where the project asks for it. */
  readonly watches: Readonly<Record<string, WatchPolicy>>;
}

export interface EnvironmentSettings {
  readonly promotion: PromotionPolicy;
  /** How long a challenger waits for a person's decision; set if promotion is `manual`. */
  readonly approval?: ApprovalPolicy;
}

/**
 * How the days of a week become its value, over the days that have one. `sum` is the mean of those days times seven, so that a
 * week of which only some days are known is not treated as a small one.
 */
export const weeklyAggregates = ['mean', 'sum', 'min', 'max'] as const;
export type WeeklyAggregate = (typeof weeklyAggregates)[number];

/** What it means when a store reported a week, but has no row for one of its items. */
export type MissingWeek = 'missing' | 'zero';

/**
 * What it means when rows of one store, item and week (and day, where rows have a `date`) come more than once. `corrections`: they
 * are about the same units, and the row of the later file holds. `parts`: each is a part of the units, and they are added up.
 */
export const repeatedWeeks = ['corrections', 'parts'] as const;
export type RepeatedWeek = (typeof repeatedWeeks)[number];

/** A column of a source's standard table. */
export interface StandardColumn {
  readonly name: string;
  readonly type: 'text' | 'number';
  /** Whether a row may leave it empty. */
  readonly optional: boolean;
}

/** How older or newer raw files differ from what the conditioner knows. */
export interface SourceMigrations {
  /** Name in the file → name the conditioner knows. Files that have the new name already are left as they are. Default: none. */
  readonly renamed?: Readonly<Record<string, string>> | undefined;
  /** Columns that some files lack, and the text that is used for every value then. Default: none. */
  readonly defaults?: Readonly<Record<string, string>> | undefined;
}

/** What may separate the values of delimited files. */
export const delimiters = [',', ';', '\t', '|'] as const;
type Delimiter = (typeof delimiters)[number];

/** Encodings of text files, by their names in the WHATWG's standard. Files that Excel and Windows write are often `windows-1252`. */
export const textEncodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const;
export type TextEncoding = (typeof textEncodings)[number];

export interface ResolvedSource {
  readonly name: string;
  readonly kind: SourceKind;
  /** Glob below the landing folder, e.g. `sales/*.csv.gz`. Files end in .csv, .tsv, .jsonl, .ndjson (each also .gz) or .parquet. */
  readonly landing: string;
  /** Columns the raw files must have; others may come along. Default: none checked. */
  readonly columns: readonly string[];
  /** What separates values in delimited files. Default `,`; files ending in .tsv always use a tab. */
  readonly delimiter: Delimiter;
  /** How text files are written, unless a byte order mark says it. Left out where the project does not say: then `utf-8`. */
  readonly encoding?: TextEncoding | undefined;
  /** Largest share of a file's rows that may be quarantined before the source fails, [0, 1]. Default 0.02. */
  readonly maxBadShare: number;
  /**
   * Only for shipments and returns. `missing`: nothing is known about such a week. `zero`: the source is complete, the item
   * sold nothing (holds from the item's first sale in that store onwards), or nothing of it came back. Default `missing`.
   */
  readonly missingWeek: MissingWeek;
  /** Only for shipments and returns, see `RepeatedWeek`. Left out where the project does not say: then `corrections`. */
  readonly repeatedWeek?: RepeatedWeek | undefined;
  /** Only for weather: how days become weeks, by column. Default `mean`. */
  readonly weekly?: Readonly<Record<string, WeeklyAggregate>> | undefined;
  /**
   * What the conditioner gets at a time: `chunks` of at most 100,000 rows, so that a file of any length passes through bounded
   * memory, or the whole `file`, which one needs that looks across rows: a sum per week, the last of several. Default `chunks`.
   */
  readonly reads?: 'chunks' | 'file';
  /** What changed in the columns of raw files; applied before `columns` is checked. Left out where nothing did. */
  readonly migrations?: SourceMigrations | undefined;
  /** What its rows have to be, in addition to what is checked in every source. Left out where nothing is required. */
  readonly checks?: readonly QualityCheck[];
  /** Default: a warning where it is 2 weeks behind. */
  readonly freshness?: Freshness;
  /** Columns of the standard table, in the order of the row schema. */
  readonly standardColumns: readonly StandardColumn[];
}

/**
 * Which columns play a part the features know about; known ahead, all but `returns`. Columns of weather, events and returns
 * sources have theirs automatically.
 */
export interface DriverRoles {
  /** The item's own price per unit in the target week. */
  readonly price?: string;
  /** Promotion intensities in [0, 1]: a deal, a feature advertisement. */
  readonly promotions: readonly string[];
  /** Weather forecasts. Left out where there are none. */
  readonly weather?: readonly string[];
  /** Indicators or strengths of events; a week without a value has none. Left out where there are none. */
  readonly events?: readonly string[];
  /** Units that came back in the week; a column of an observed source. */
  readonly returns?: string;
}
