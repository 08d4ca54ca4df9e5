import type { ErrorMetrics } from './metrics.ts';
import type { Week } from './week.ts';

/** How far forecasts lay from what was sold, summed: units, or money at the prices of the data. */
export interface ErrorSums {
  /** Sum of forecast − actual over rows where the forecast was too high. */
  readonly over: number;
  /** Sum of actual − forecast over rows where it was too low. */
  readonly under: number;
}

/** The errors of both models on the same rows. */
export interface PairedErrors {
  readonly rows: number;
  /** What was sold in them. */
  readonly sold: number;
  readonly first: ErrorSums;
  readonly second: ErrorSums;
}

/** One item's rows; in money too where prices are known. */
export interface ItemErrors extends PairedErrors {
  readonly item: string;
  readonly money?: PairedErrors;
}

/** A window of the later model's backtest, and where the other model's forecasts are from. */
export interface PairedWindow {
  readonly cutoff: Week;
  /**
   * `backtest`: its own backtest has the window; `forecast again`: it had seen no later week and was asked again; `published`: what
   * production forecast from the cutoff at the time.
   */
  readonly from: 'backtest' | 'forecast again' | 'published';
  readonly rows: number;
}

/** Two models on the rows that both have forecast without having seen their weeks. */
export interface ModelComparison {
  /** Versions. */
  readonly first: string;
  readonly second: string;
  /** Oldest first; empty where no row compares. */
  readonly windows: readonly PairedWindow[];
  /** Why rows or windows are missing. Absent where none are. */
  readonly note?: string;
  readonly units: PairedErrors;
  /** Rows with a price alone. Absent where the data have none. */
  readonly money?: PairedErrors;
  readonly metrics: { readonly first: ErrorMetrics; readonly second: ErrorMetrics };
  readonly bySteps: readonly (PairedErrors & { readonly step: number })[];
  readonly items: {
    /** How many there are in all, and on how many of them the first model is farther off, or less far off, than the second. */
    readonly total: number;
    readonly worse: number;
    readonly better: number;
    /** Those on which the first loses most to the second, and those on which it gains most, the largest difference first. */
    readonly mostWorse: readonly ItemErrors[];
    readonly mostBetter: readonly ItemErrors[];
  };
}
