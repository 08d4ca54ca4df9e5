import type { BacktestEvaluation, Comparison } from './backtest.ts';
import type { PresetChoice } from './preset-choice.ts';
import type { FittedMemberName, Segment } from './segment.ts';
import type { Week } from './week.ts';

/** Losses of one network, one number an epoch. */
export interface NetworkTraining {
  /** What it adds its output to: networks with different views err differently. */
  readonly view: string;
  readonly losses: readonly number[];
  /** On rows that were not learned from; empty where none were held out. */
  readonly validationLosses: readonly number[];
}

/** What the regressions of a LASSO have in common: there may be one an item. */
export interface RegressionsTraining {
  readonly count: number;
  /** Whether one of them is fitted on all items, for items with few rows. */
  readonly pooled: boolean;
  /** Columns that a regression may use, and the smallest, middle and largest number of those it does. */
  readonly columns: number;
  readonly used: { readonly least: number; readonly median: number; readonly most: number };
  /** The smallest and the largest penalty chosen. */
  readonly alpha: { readonly least: number; readonly most: number };
}

/** What boosted trees have learned. */
export interface TreesTraining {
  readonly count: number;
  /** Rows that each tree learned from: a share of all, and never more than some hundred thousand. */
  readonly rowsPerTree: number;
  /** Loss of the aim on the rows that the first and the last tree from a starting level learned from; the mean over the levels. */
  readonly losses: { readonly first: number; readonly last: number };
  /** The columns by which splits made the error smaller, the largest share of that first; at most ten. */
  readonly columns: readonly { readonly column: string; readonly share: number }[];
}

/** How one member of a model was trained. */
export interface MemberTraining {
  readonly member: FittedMemberName;
  /** Rows and columns it could learn from, the weeks that its target rows have, and the oldest cutoff of a row. */
  readonly trainingRows: number | null;
  readonly featureColumns: number | null;
  readonly targetWeeks: number | null;
  readonly oldestCutoff: Week | null;
  /** Empty for a member without networks. */
  readonly networks: readonly NetworkTraining[];
  /** Absent for a member without regressions. */
  readonly regressions?: RegressionsTraining;
  /** Absent for a member without trees. */
  readonly trees?: TreesTraining;
  /** Presets that were tried, and the one chosen. Absent for a member without, and in models of earlier code. */
  readonly preset?: PresetChoice;
}

/** The orders items can be in: the largest share of what was sold that was forecast wrongly, or the largest squared error. */
export const itemOrders = ['wape', 'rmse'] as const;
export type ItemOrder = (typeof itemOrders)[number];

/** A backtest's figures by what its rows can be grouped by; of the items, there may be too many to carry, the worst. */
export interface BacktestDetails extends Pick<
  BacktestEvaluation,
  'overall' | 'byStep' | 'byCutoff' | 'slices' | 'yearAgo' | 'rowsLeftOut'
> {
  readonly items: {
    /** How many there are in all. */
    readonly total: number;
    readonly worst: readonly { readonly item: string; readonly metrics: Comparison }[];
  };
}

/** What the training of a model left behind of how it went. */
export interface TrainingReport {
  readonly version: string;
  readonly segment: Segment;
  readonly members: readonly MemberTraining[];
  /** Absent in models of earlier code. */
  readonly backtest?: BacktestDetails;
}
