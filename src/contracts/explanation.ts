import type { MemberName, Segment } from './segment.ts';
import type { Week } from './week.ts';

/** What one column added to a LASSO's log forecast. */
export interface ColumnContribution {
  /** The feature, `a × b` for a product, `store:<name>` for a store. */
  readonly column: string;
  /** The row's value as people say it: units, a price, `−20%` against a reference; null for products and stores. */
  readonly value: string | null;
  /** The same of the mean over the training rows. */
  readonly typical: string | null;
  /** Coefficient × scaled value: added to the log forecast, against a row in which every column is at its mean. */
  readonly logUnits: number;
}

/** What a group of features added; `exp(logUnits)` is its factor on 1 + units. */
export interface GroupContribution {
  readonly group: string;
  readonly logUnits: number;
  /** Largest first. */
  readonly columns: readonly ColumnContribution[];
}

/** A LASSO's log forecast as a sum: `intercept + Σ groups + shift + clipping = logUnits`, exactly up to rounding. */
export interface LassoExplanation {
  /** The item's own regression, or `(pooled)`, that of the whole segment. */
  readonly regression: string;
  readonly intercept: number;
  /** Largest first, by size. */
  readonly groups: readonly GroupContribution[];
  /** −k·v, which turns the mean of the logs into what the member aims at. */
  readonly shift: number;
  /** The effect of the floor and ceiling of a forecast; nearly always 0. */
  readonly clipping: number;
  readonly logUnits: number;
}

/** A seasonal forecast as a product: `level × growth × season = units`. */
export interface SeasonalExplanation {
  /** Units of the series in a mean week, the last weeks counting most. */
  readonly level: number;
  /** Factor of the panel's growth until the target week. */
  readonly growth: number;
  /** Factor of the week of the year; 1 with fewer than two seasons. */
  readonly season: number;
  readonly units: number;
  /** Why there is no season; empty where there is one. */
  readonly note: string;
}

/** A log forecast of trees as a sum: `start + usual + Σ groups + clipping = logUnits`, exactly up to rounding. */
export interface TreesExplanation {
  /** What trees add to: the mean of what drivers, season and recent weeks let expect and of the mean of 26 weeks. */
  readonly start: number;
  /** What the trees add to any row, before the first split. */
  readonly usual: number;
  /** What splits by a group of features changed on the row's way, largest first by size. */
  readonly groups: readonly { readonly group: string; readonly logUnits: number }[];
  /** The effect of the floor and ceiling of a forecast; nearly always 0. */
  readonly clipping: number;
  readonly logUnits: number;
}

/** How each member explains a forecast. The network has no explanation. */
export interface ExplanationByMember {
  readonly lasso: LassoExplanation;
  readonly network: never;
  readonly trees: TreesExplanation;
  readonly seasonal: SeasonalExplanation;
}

/** How one forecast was made. Units, except what is named `logUnits`: log(1 + units). */
export interface ForecastExplanation {
  readonly store: string;
  readonly item: string;
  readonly cutoff: Week;
  readonly step: number;
  readonly week: Week;
  readonly baseline: number;
  /** What each member forecast, and its share in the blend. */
  readonly members: Readonly<
    Partial<Record<MemberName, { readonly units: number; readonly logUnits: number; readonly weight: number }>>
  >;
  /** Absent where the LASSO has no forecast of its own: too little history, an item it never saw, no LASSO in the model. */
  readonly lasso?: LassoExplanation;
  /** Absent where trees have no forecast of their own, or the model has none. */
  readonly trees?: TreesExplanation;
  readonly seasonal?: SeasonalExplanation;
  /** The blend's log units less the LASSO's: what the other members change, through their weights. 0 without a LASSO. */
  readonly othersChange: number;
  /** What the ensemble's own calibration adds to the blend: `lasso + othersChange + calibration = ensemble`, in logs. */
  readonly calibration: number;
  readonly ensemble: { readonly units: number; readonly logUnits: number };
  /** The unbiased number. */
  readonly mean: number;
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** How much worse forecasts become when a group of features is shuffled among the rows. Shares, means over the repeats. */
export interface GroupImportance {
  readonly group: string;
  readonly increase: Readonly<
    Partial<Record<MemberName | 'ensemble', { readonly mape: number | null; readonly wape: number | null }>>
  >;
}

/** Permutation importance of the groups of features, the most important first. */
export interface Importance {
  readonly rows: number;
  readonly cutoffs: readonly Week[];
  readonly repeats: number;
  /** Errors with nothing shuffled. */
  readonly errors: GroupImportance['increase'];
  readonly groups: readonly GroupImportance[];
}

/** One column of a LASSO regression in readable form. */
export interface CoefficientRow {
  /** The item, or `(pooled)`. */
  readonly regression: string;
  readonly column: string;
  /** Change of log units per unit of the feature. */
  readonly perUnit: number;
  /** Change of log units per standard deviation over the training rows. */
  readonly perDeviation: number;
  readonly inWords: string;
}

/** What `shelfcast explain --json` prints. */
export interface ExplainReport {
  readonly version: string;
  readonly segment: Segment;
  readonly cutoff: Week;
  readonly weights: Readonly<Partial<Record<MemberName, number>>>;
  /** The preset the network was fitted with; absent without one. */
  readonly preset?: string;
  /** The largest of every regression. */
  readonly coefficients: readonly CoefficientRow[];
  readonly forecasts?: readonly ForecastExplanation[];
  readonly importance?: Importance;
}
