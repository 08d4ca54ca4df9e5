import type { ArtifactRef } from './artifact.ts';
import type { SegmentData } from './cycle.ts';
import type { ErrorMetrics, Metrics, PublishedErrors } from './metrics.ts';
import type { ChangedOption, OptionSetting } from './option-setting.ts';
import type { BacktestOptions } from './project.ts';
import { members, type FittedMemberName, type MemberName, type Segment } from './segment.ts';
import type { Week } from './week.ts';

/** What is compared on a backtest; `baseline` is the arithmetic mean of the past, `baselineGeometric` the geometric one. */
export type Forecaster = 'baseline' | 'baselineGeometric' | MemberName | 'ensemble';
export const forecasters: readonly Forecaster[] = ['baseline', 'baselineGeometric', ...members, 'ensemble'];

/** Metrics per forecaster, all on the same rows; a member without forecasts is absent. */
export type Comparison = Partial<Record<Forecaster, Metrics>>;

/** A backtest's outcome on some rows, JSON-serialisable. */
export interface BacktestEvaluation {
  /** On windows that have earlier ones, from which their weights and intervals are; on the only one where there is one. */
  readonly overall: Comparison;
  readonly byStep: readonly { readonly step: number; readonly metrics: Comparison }[];
  readonly byItem: readonly { readonly item: string; readonly metrics: Comparison }[];
  /** Every window, including the first one, which the others learn from, and those that decide nothing. */
  readonly byCutoff: readonly { readonly cutoff: Week; readonly metrics: Comparison }[];
  /** What the rows can be grouped by in addition to their own columns; see `slices.ts`. Absent unless requested. */
  readonly slices?: readonly {
    readonly by: string;
    readonly groups: readonly { readonly group: string; readonly metrics: Comparison }[];
  }[];
  /**
   * Against repeating what was sold in the same week of the year before, on the rows where that is known. Absent where it was not measured,
   * and where no row has it.
   */
  readonly yearAgo?: {
    readonly yearAgo: ErrorMetrics;
    readonly baseline: ErrorMetrics;
    readonly ensemble: ErrorMetrics;
  };
  /** The numbers that are published for one forecast, on the rows that have all of them. Absent where no window has earlier ones. */
  readonly published?: PublishedErrors;
  /**
   * Windows that are not like the rest of the history, with the reason. They appear only in their own figures. Absent if there
   * are none.
   */
  readonly odd?: readonly { readonly cutoff: Week; readonly reason: string }[];
  /** How far the ensemble's MAPE is below the baseline's, relative: 0.4 is 40% lower. With a floor where rows near zero decide it (`reductionBetween`). */
  readonly reduction: { readonly arithmetic: number | null; readonly geometric: number | null };
  /** Rows of the backtest left out because a member lacks them. */
  readonly rowsLeftOut: number;
}

/** How a backtest is run: its windows, and how far each of them looks. */
export interface BacktestSettings extends BacktestOptions {
  /** Steps are 1 … horizonWeeks. */
  readonly horizonWeeks: number;
}

/** One member of one segment, to be fitted and to forecast every window. */
export interface BacktestMemberInput {
  readonly member: FittedMemberName;
  readonly data: SegmentData;
  readonly dataset: { readonly version: string; readonly manifest: ArtifactRef };
  readonly settings: BacktestSettings;
  /** Options of the project that are changed for this backtest. Left out if there are none. */
  readonly options?: readonly OptionSetting[];
}

export interface BacktestedMember {
  readonly member: FittedMemberName;
  /** Forecasts of every window, oldest first. */
  readonly windows: readonly { readonly cutoff: Week; readonly forecast: ArtifactRef }[];
  /** Requested windows for which history is too short. */
  readonly droppedWindows: number;
  readonly fits: number;
  /** Fits of an earlier run that were reused. */
  readonly reusedFits: number;
  readonly seconds: number;
}

/** A segment with what its members forecast; a member whose fit failed is absent. */
export interface BacktestedSegment {
  readonly data: SegmentData;
  readonly manifest: ArtifactRef;
  readonly members: readonly BacktestedMember[];
}

/** The dataset version a region was backtested on. */
interface BacktestDataset {
  readonly region: string;
  readonly cutoff: Week;
  readonly version: string;
  readonly rows: number;
  readonly quarantined: number;
}

/** A segment's outcome; its ensemble is the one that all windows together would give. */
export interface SegmentBacktest extends BacktestEvaluation {
  readonly segment: Segment;
  readonly items: readonly string[];
  readonly series: number;
  readonly weights: Readonly<Partial<Record<MemberName, number>>>;
}

/** Weekly units of one series and its forecasts, for a plot. Parts of a forecast are in units, `null` where unknown. */
export interface SeriesBacktest {
  readonly segment: Segment;
  readonly store: string;
  readonly item: string;
  /** Why it is shown: the segment's largest series, one with a medium error, the one with the largest error. */
  readonly why: 'largest' | 'typical' | 'worst';
  /** As people are shown it (`shownMape`). */
  readonly mape: number | null;
  readonly actuals: readonly { readonly week: Week; readonly units: number | null }[];
  readonly forecasts: readonly {
    readonly cutoff: Week;
    readonly step: number;
    readonly week: Week;
    readonly baseline: number;
    readonly ensemble: number;
    readonly p10: number | null;
    readonly p90: number | null;
  }[];
}

/** Errors of segments, of regions (their segments' rows pooled) and over all. */
export interface BacktestErrors {
  /** Cutoffs of the windows, oldest first. */
  readonly cutoffs: readonly Week[];
  readonly segments: readonly SegmentBacktest[];
  readonly regions: readonly ({ readonly region: string } & BacktestEvaluation)[];
  readonly overall: BacktestEvaluation;
  readonly series: readonly SeriesBacktest[];
}

/** What `shelfcast backtest --format json` prints. Errors are shares, units as in the data. */
export interface BacktestReport extends BacktestErrors {
  readonly reportVersion: 1;
  readonly project: string;
  /** SHA-256 over the code that made the models, and the project's own. */
  readonly codeVersion: string;
  readonly settings: BacktestSettings & {
    readonly seed: number;
    /** Parameters of the members. */
    readonly members: unknown;
    /** What the features are made of. */
    readonly features: unknown;
    /** Options whose value differed from the project's. Left out if there are none. */
    readonly options?: readonly ChangedOption[];
  };
  readonly datasets: readonly BacktestDataset[];
  /** Members that could not be fitted, with the reason. */
  readonly failures: readonly { readonly segment: string; readonly member: MemberName; readonly reason: string }[];
  /** Requested windows for which history is too short. */
  readonly droppedWindows: number;
  readonly fits: number;
  readonly reusedFits: number;
  /** Wall time of the whole command. */
  readonly seconds: number;
}
