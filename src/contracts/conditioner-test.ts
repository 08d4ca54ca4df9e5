import type { ReasonCounts } from './dataset.ts';

/** The result of a source's conditioner on one file of its landing. */
export interface ConditionedSample {
  readonly file: string;
  /** Rows of the file, malformed lines included. */
  readonly rawRows: number;
  /** Rows of the standard table. */
  readonly rows: number;
  readonly setAside: ReasonCounts;
  /** What is wrong, in sentences; empty if nothing is. */
  readonly failures: readonly string[];
}

/** A test of a source's conditioner. */
export interface ConditionerTest {
  readonly source: string;
  readonly files: readonly ConditionedSample[];
  /** What is wrong with the source as a whole. */
  readonly failures: readonly string[];
}
