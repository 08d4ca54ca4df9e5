import type { CycleEnd, LastCycle } from './cycle-end.ts';
import type { PauseRequest } from './messages.ts';
import type { DataChangePolicy } from './project.ts';
import type { LedgerEntry, Trigger } from './trigger.ts';
import type { Week } from './week.ts';

/** What a controller needs to know from its project before it starts a cycle. */
export interface CyclePreparation {
  readonly dataChange: DataChangePolicy;
  readonly staleAfterDays: number;
}

/** A running cycle: its triggers end when it does. */
export interface RunningCycle {
  readonly cycleId: string;
  readonly cutoff: Week;
  readonly triggers: readonly Trigger[];
}

/** What an earlier run of a controller left in the registry if its workflow was terminated. */
export interface PreviousControllerState {
  /** Number of the region's last cycle. */
  readonly cycles: number;
  /** The cycle that is still running. */
  readonly running?: RunningCycle;
  /**
   * The triggers of a cycle that was about to start, or had started without getting as far as the registry, in the order they were
   * taken; each has the id of the cycle.
   */
  readonly assigned?: readonly LedgerEntry[];
  readonly lastCycle?: LastCycle;
  /** Triggers that were taken and wait, in the order they were taken. */
  readonly pending?: readonly LedgerEntry[];
  /** Who holds the region back. */
  readonly paused?: PauseRequest;
}

/** A cycle whose id a controller wanted to give, and found taken. */
export interface FoundCycle {
  readonly triggerIds: readonly string[];
  /** Left out while it runs. */
  readonly end?: CycleEnd;
}
