import type { ResolvedProject } from '../../src/contracts/project.ts';
import type { Panel } from '../../src/forecasting/index.ts';
import type { DataName } from './data/open-data.ts';
import type { Figures } from './figures.ts';

/** A forecast of one number per series and step of a cutoff, in units; NaN where there is none. */
export type SimpleForecast = (series: number, step: number) => number;

/** The part of a project that the members and ensembles of a bench use. */
export type BenchSettings = Pick<ResolvedProject, 'members' | 'features' | 'aim' | 'ensemble' | 'seed'>;

/** A part of a panel's items that has an ensemble of its own. */
export interface BenchSegment {
  readonly name: string;
  readonly panel: string;
  readonly items: readonly string[];
}

/** A fit, and the cutoffs it forecasts from: its own, and those before the next fit. Numbers of weeks. */
export interface FitWeeks {
  readonly cutoff: number;
  readonly forecastFrom: readonly number[];
}

/** The rules of one data set: which fits there are, which rows count, and what is compared. */
export interface Protocol {
  readonly data: DataName;
  /** Where the data is; see `openData`. */
  readonly source: string;
  readonly settings: BenchSettings;
  /** Weeks from the last known sales to the last forecast week. */
  readonly horizonWeeks: number;
  /** Weeks between the last known sales and the first forecast week, not forecast themselves. */
  readonly leadWeeks: number;
  /** Oldest first. The forecasts of those that are not judged serve the ensembles of those that are. */
  readonly fits: readonly FitWeeks[];
  /** Cutoffs whose forecasts count. */
  readonly judged: readonly number[];
  /** Earlier cutoffs an ensemble is fitted on at most. */
  readonly ensembleCutoffs: number;
  /** Last week whose actuals are read. */
  readonly lastWeek: number;
  readonly panels: readonly string[];
  /** Index of a week in the panels. */
  readonly weekIndex: (week: number) => number;
  /** The segments of a panel as known at a cutoff. The panel may know later weeks. */
  readonly segments: (panel: Panel, name: string, cutoffIndex: number) => readonly BenchSegment[];
  /** Whether the rows of a series count. Default: all do. */
  readonly counts?: (panel: Panel, series: number, cutoffIndex: number) => boolean;
  /** Further forecasters, by the name they have in the report, from a cutoff. */
  readonly others: (panel: Panel, cutoffIndex: number) => Readonly<Record<string, SimpleForecast>>;
  /** Further facts for the JSON. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** Whether LightGBM runs in the same rounds. */
  readonly hasPeer: boolean;
  /** Whether a figure that is known from elsewhere comes out again, in words. */
  readonly check?: (figures: Readonly<Record<string, Figures>>) => { readonly passed: boolean; readonly text: string };
}
