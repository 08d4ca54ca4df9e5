import { forecasters, type Forecaster } from './backtest.ts';
import type { Week } from './week.ts';

/** What two backtests can be compared by: a forecaster, or another number that is published. */
export type ComparedName = Forecaster | 'p50' | 'mean';
export const comparedNames: readonly ComparedName[] = [...forecasters, 'p50', 'mean'];

/** What a comparison says about two backtests. */
export const verdicts = ['a-better', 'b-better', 'no-difference', 'too-few-weeks'] as const;
export type Verdict = (typeof verdicts)[number];

/** An error of two backtests on the same rows, and how certain the difference is. Shares: 0.01 is a point. */
export interface PairedError {
  readonly a: number;
  readonly b: number;
  /** b − a: below zero B has the smaller error. */
  readonly difference: number;
  /** Target weeks with rows: the independent units of the test. */
  readonly weeks: number;
  /** Of the difference, clustered by week. `null` for a single week. */
  readonly standardError: number | null;
  /** 95% interval of the difference, by the t distribution with weeks − 1 degrees of freedom. `null` for a single week. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Probability of a difference at least as large, in either direction, if there is none. `null` for a single week. */
  readonly pValue: number | null;
  readonly verdict: Verdict;
}

/** Errors of two backtests on the same rows; `null` where no row has sales. */
export interface PairedErrors {
  readonly rows: number;
  readonly wape: PairedError | null;
  readonly mape: PairedError | null;
}

/** The quality of P10 to P90 of two backtests on the same rows. Shares. */
export interface ComparedIntervals {
  /** Rows with all quantiles in both. */
  readonly rows: number;
  /** Share of the actuals within P10 to P90; the target is 0.8. */
  readonly coverage: { readonly a: number; readonly b: number };
  /** Sum of P90 − P10 over the sum of actuals. */
  readonly width: { readonly a: number; readonly b: number };
  /** Mean pinball loss of P10, P50 and P90, over the sum of actuals. */
  readonly pinball: PairedError;
}

/** One side of a comparison. */
export interface ComparedBacktest {
  readonly file: string;
  /** Options that were set for it, `path=value` separated by spaces. Left out if none was. */
  readonly options?: string;
  /** Rows of the file. */
  readonly rows: number;
  /**
   * Rows that are in no figure, or have no forecast: those of a first window, which the others learn from, and of windows that
   * decide nothing.
   */
  readonly leftOut: number;
  /** Rows that the other file lacks, or leaves out. */
  readonly onlyHere: number;
}

/** What `shelfcast backtest compare --json` prints. */
export interface ExperimentComparison {
  readonly comparisonVersion: 1;
  readonly forecaster: ComparedName;
  readonly a: ComparedBacktest;
  readonly b: ComparedBacktest;
  /** Rows of both whose actuals differ: the data differed, and they are left out. */
  readonly otherActuals: number;
  readonly overall: PairedErrors;
  /** Of the ensemble and what is published of it; left out for other forecasters, and where no row has quantiles. */
  readonly intervals?: ComparedIntervals;
  /** Target weeks, oldest first; sums over the paired rows, in units. */
  readonly weeks: readonly {
    readonly week: Week;
    readonly rows: number;
    readonly actual: number;
    readonly absoluteErrorA: number;
    readonly absoluteErrorB: number;
  }[];
  /** Parts of the rows. Left out unless requested. */
  readonly slices?: {
    readonly by: string;
    readonly groups: readonly ({ readonly group: string } & PairedErrors)[];
  };
}
