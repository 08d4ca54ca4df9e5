import type { Trigger } from '../contracts/trigger.ts';
import type { Week } from '../contracts/week.ts';

/** How a cycle stands. `degraded`: a segment was not scored by its champion, or something else fell short. */
export const cycleStates = ['running', 'succeeded', 'degraded', 'failed'] as const;
export type CycleState = (typeof cycleStates)[number];

/** A cycle as the registry has it, without its segments and figures. */
export interface RegisteredCycle {
  readonly cycleId: string;
  readonly environment: string;
  readonly region: string;
  readonly cutoff: Week;
  readonly state: CycleState;
  /** Why it was run, and by whom it was asked for. */
  readonly triggers: readonly Trigger[];
  /** ISO 8601. */
  readonly openedAt: string;
  /** ISO 8601; left out while it runs. */
  readonly closedAt?: string;
  /** Why it failed. */
  readonly failure?: string;
  /** Why it is degraded; empty where it is not. */
  readonly degradedReasons: readonly string[];
  /** Rows of the forecasts it published; left out where it published none. */
  readonly forecastRows?: number;
  /** The dataset version it was run on; left out where it did not get as far, or failed. */
  readonly datasetVersion?: string;
}

/** Which cycles to find; all conditions have to hold. */
export interface CycleQuery {
  readonly cycleId?: string;
  readonly environment?: string;
  readonly region?: string;
  /** Opened at or after a moment, ISO 8601. */
  readonly since?: string;
  readonly state?: CycleState;
  /** Only those that come after this cycle in the order of the answer. */
  readonly after?: string;
  /** Default: all. */
  readonly limit?: number;
}

/** Cycles as people look them up. */
export interface CycleCatalogue {
  /** The cycles that meet the conditions, the one opened last first. */
  findCycles(query: CycleQuery): Promise<readonly RegisteredCycle[]>;
  /** Of each region of an environment the cycle opened last, by region. */
  newestCycles(environment: string): Promise<readonly RegisteredCycle[]>;
  /** How the last cycles of each region of an environment stand, the one opened last first. */
  recentStates(environment: string, each: number): Promise<ReadonlyMap<string, readonly CycleState[]>>;
}
