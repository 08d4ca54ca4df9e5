import type { RequestDecision } from './messages.ts';
import type { Trigger } from './trigger.ts';
import type { Week } from './week.ts';

/** What happened to one tick of a region's clock. */
export interface TickResult extends RequestDecision {
  /** The nominal time of the Schedule, ISO 8601, without jitter and delay. */
  readonly nominalAt: string;
  readonly cause: Extract<Trigger['cause'], 'timer' | 'backfill'>;
  /** The last week that had ended then. */
  readonly asOf: Week;
}
