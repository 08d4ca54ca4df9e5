import type { FeatureName, FeatureSettings } from '../../contracts/features.ts';
import type { CutoffColumn, FeatureColumn } from './column.ts';
import type { DriverNames } from './driver-names.ts';
import type { Grid } from './grid.ts';
import type { DriverEffects } from './stage-one.ts';
import type { KnownAheadMatrix, WeekMatrix } from './week-matrix.ts';

/** What a group's being there depends on, all of it kept with a fitted member. */
interface FeatureInputs {
  readonly drivers: DriverNames;
  readonly settings: FeatureSettings;
  /** Whether the data reach far enough back for a year to be seen again. */
  readonly seasonal: boolean;
}

/** What columns are made of. Matrices without a word are of all series of the grid. */
export interface FeatureContext extends FeatureInputs {
  readonly grid: Grid;
  /** The segment's series: the rows of every column. */
  readonly series: Int32Array;
  /** The first week that any row reads: what columns hold before it is never looked at, and need not be computed. */
  readonly from: number;
  readonly leadingItems: readonly string[];
  /** Columns of the panel that were missing in some training row: their features come with an indicator. */
  readonly indicators: readonly string[];
  /** Weeks from a row's newest actuals to its target week at most. */
  readonly reachWeeks: number;
  /** What stage one explains of log units by the drivers. */
  readonly effects: DriverEffects;
  /** Log units less the effects of the data's drivers, NaN where units are missing: sales without promotions. */
  readonly adjusted: WeekMatrix;
  /** `adjusted` less the effect of the season. */
  readonly residuals: WeekMatrix;
  /** Of `priceDepth`; null without prices. */
  readonly depth: KnownAheadMatrix | null;
}

interface Described {
  readonly name: FeatureName;
  /** What it holds, in a line. */
  readonly describe: string;
  /** Whether the inputs it needs are there. */
  applies(inputs: FeatureInputs): boolean;
}

/** Features that project and data name together; each group in a file of its own, all of them in `catalogue.ts`. */
export type FeatureGroup =
  | (Described & { readonly knownAhead: true; columns(context: FeatureContext): Iterable<FeatureColumn> })
  | (Described & { readonly knownAhead: false; columns(context: FeatureContext): Iterable<CutoffColumn> });
