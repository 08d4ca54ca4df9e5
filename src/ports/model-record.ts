import type { ArtifactRef } from '../contracts/artifact.ts';
import type { BacktestSummary, GateCheck } from '../contracts/cycle.ts';
import type { FittedMemberName, Segment } from '../contracts/segment.ts';
import type { Week } from '../contracts/week.ts';

/** A trained ensemble: its members' artifacts and everything that led to them. */
export interface ModelRecord {
  readonly version: string;
  readonly segment: Segment;
  readonly datasetVersion: string;
  /** Hash over the segment's data, so that "data changed" can be seen without reading any. */
  readonly dataHash: string;
  readonly trainingCutoff: Week;
  readonly codeVersion: string;
  readonly seed: number;
  readonly parameters: unknown;
  readonly members: Readonly<Partial<Record<FittedMemberName, Readonly<Record<string, ArtifactRef>>>>>;
  readonly ensemble: ArtifactRef;
  readonly backtest: BacktestSummary;
  readonly gate: readonly GateCheck[];
  /** Cycle that trained it. */
  readonly cycleId: string;
  /** What its members forecast in the windows of the backtest, oldest first; models of earlier code have none. */
  readonly windows?: Readonly<
    Partial<Record<FittedMemberName, readonly { readonly cutoff: Week; readonly forecast: ArtifactRef }[]>>
  >;
}
