import type { BacktestSummary, RealisedErrors } from '../contracts/cycle.ts';
import type { Segment } from '../contracts/segment.ts';
import type { LedgerEntry, Trigger } from '../contracts/trigger.ts';
import type { Week } from '../contracts/week.ts';
import type { CycleState } from './cycle-catalogue.ts';

/** A region in an environment. */
interface Place {
  readonly environment: string;
  readonly region: string;
}

/** The last cycle of a region that has ended. */
export interface ClosedCycle extends Place {
  readonly state: Exclude<CycleState, 'running'>;
  readonly openedAt: Date;
  readonly closedAt: Date;
  /** Segments, `format/velocity`, that it found to have drifted. */
  readonly drifted: readonly string[];
  /** Left out where it failed. */
  readonly dataset?: { readonly rows: number; readonly quarantined: number; readonly warnings: number };
}

/** Triggers of a region that stand alike. */
interface TriggerCount extends Place {
  readonly state: LedgerEntry['state'];
  readonly cause: Trigger['cause'];
  readonly count: number;
  /** When the first of them was accepted. */
  readonly oldest: Date;
}

/** How the engine stands, in all environments, as of one moment: what metrics say of it. */
export interface OperationalFacts {
  /** Of each region the newest cutoff. */
  readonly forecasts: readonly (Place & { readonly cutoff: Week; readonly publishedAt: Date; readonly rows: number })[];
  /** Of each region the cycle that was opened last. */
  readonly cycles: readonly (Place & { readonly state: CycleState; readonly openedAt: Date })[];
  readonly closed: readonly ClosedCycle[];
  readonly endedCycles: readonly (Place & { readonly state: ClosedCycle['state']; readonly count: number })[];
  readonly champions: readonly {
    readonly environment: string;
    readonly segment: Segment;
    readonly trainedTo: Week;
    readonly backtest: Pick<BacktestSummary, 'metrics' | 'coverage'>;
  }[];
  /** The newest evaluation of each region that has rows: errors by `format/velocity` and week. */
  readonly realised: readonly (Place & {
    readonly segments: Readonly<Record<string, readonly RealisedErrors[]>>;
  })[];
  readonly triggers: readonly TriggerCount[];
  /** Challengers that wait for a person; `expiresAt` is left out of waits of earlier code. */
  readonly waits: readonly (Place & { readonly expiresAt?: Date })[];
}

/** Reads how the engine stands. */
export interface OperationalRecords {
  operationalFacts(): Promise<OperationalFacts>;
}
