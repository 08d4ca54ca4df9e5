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
  /** The `PresetChoice` that a member's fits were made with, as JSON. Absent where no member has presets, and in models of earlier code. */
  readonly presetChoices?: Readonly<Partial<Record<FittedMemberName, ArtifactRef>>>;
  /**
   * The champion it was compared with at its gate, and the `ModelComparison` as JSON, with this model as the first. Absent where there was
   * no champion, and in models of earlier code.
   */
  readonly comparison?: { readonly with: string; readonly artifact: ArtifactRef };
}
