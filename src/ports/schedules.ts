import type { ScheduleChange, ScheduleFacts, WantedSchedule } from '../contracts/schedules.ts';

/** The Schedules that start ticks and looks at landing. Others in the same environment are never touched. */
export interface Schedules {
  /**
   * Makes an environment's Schedules what the project asks for: creates, changes what differs, deletes what is no longer asked for.
   * Whether one is paused stays as it is. With `dryRun` only reports what it would do. Throws `ForeignScheduleError`, before it
   * changes anything.
   */
  sync(
    environment: string,
    wanted: readonly WantedSchedule[],
    options: { readonly dryRun: boolean },
  ): Promise<readonly ScheduleChange[]>;
  /** The project's Schedules in an environment, by id. */
  list(environment: string): Promise<readonly ScheduleFacts[]>;
  /** Environments there are on the server, also such as the project no longer has; empty where the server does not tell. */
  environments(): Promise<readonly string[]>;
}

/** Somebody else made a Schedule under an id that is needed. */
export class ForeignScheduleError extends Error {
  override readonly name = 'ForeignScheduleError';
  readonly environment: string;
  readonly scheduleId: string;

  constructor(facts: { environment: string; scheduleId: string; project: string; madeFor: string | undefined }) {
    const whose = facts.madeFor === undefined ? 'was made by somebody else' : `belongs to the project ${facts.madeFor}`;
    super(
      `the Schedule ${facts.scheduleId} of environment ${facts.environment} ${whose}, and ${facts.project} needs the id; delete it, or give the environment or region another name`,
    );
    this.environment = facts.environment;
    this.scheduleId = facts.scheduleId;
  }
}
