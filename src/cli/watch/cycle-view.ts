import type { CycleStage, RegionCycleResult } from '../../contracts/cycle.ts';

/** A segment as a person watches it. */
export interface SegmentView {
  readonly name: string;
  readonly stage: string;
  readonly detail: string;
  /** What each member that is being trained is doing: `lasso window 2 of 4`. */
  readonly activities: readonly string[];
}

/** A region's cycle as a person watches it. */
export interface CycleView {
  readonly region: string;
  readonly cycleId?: string;
  readonly stage: CycleStage | 'waiting';
  readonly startedAt?: Date;
  /** What the cycle's own steps are doing, ingest and scoring among them. */
  readonly activities: readonly string[];
  readonly segments: readonly SegmentView[];
  readonly result?: RegionCycleResult;
  readonly failure?: string;
}

/** Whether a cycle has ended. */
export function hasEnded(view: CycleView): boolean {
  return view.result !== undefined || view.failure !== undefined;
}
