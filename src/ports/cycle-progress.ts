import type { CycleStage, RegionCycleResult } from '../contracts/cycle.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { LiveCurve } from './job-runner.ts';

/** A fit that runs now, with its losses. */
export interface RunningFit extends LiveCurve {
  /** `network window 2 of 4`. */
  readonly fit: string;
}

/** A segment as a person watches it. */
export interface SegmentView {
  readonly name: string;
  readonly stage: string;
  readonly detail: string;
  /** What each member that is being trained is doing: `lasso window 2 of 4`. */
  readonly activities: readonly string[];
  /** The fits that run now and have losses to show. Left out where there are none. */
  readonly fits?: readonly RunningFit[];
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

/** What to watch: the cycle itself where its id is known, or else the one that will answer a trigger. */
export interface WatchTarget extends RegionAddress {
  readonly cycleId?: string;
  readonly triggerId?: string;
}

/** Cycles while they run, as people watch them. */
export interface CycleProgress {
  /** Looks at one region's cycle once. Answers the view before where the server or its workers don't answer in time. */
  look(target: WatchTarget, before: CycleView): Promise<CycleView>;
  /** The stage of a cycle that runs; `undefined` where it has ended, or the server does not say. */
  stage(environment: string, cycleId: string): Promise<CycleStage | undefined>;
}

/** Whether a cycle has ended. */
export function hasEnded(view: CycleView): boolean {
  return view.result !== undefined || view.failure !== undefined;
}
