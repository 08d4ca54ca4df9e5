import type { RegionSchedule, ResolvedProject, WatchPolicy } from './project.ts';
import { tickScheduleId, watchScheduleId } from './workflow-ids.ts';

/** A Schedule that a project defines in one of its environments. */
export type WantedSchedule = { readonly scheduleId: string; readonly environment: string } & (
  | { readonly kind: 'tick'; readonly region: string; readonly schedule: RegionSchedule }
  | { readonly kind: 'watch'; readonly watch: WatchPolicy }
);

/** What a sync did to a Schedule, or would do. */
export interface ScheduleChange {
  readonly action: 'create' | 'update' | 'delete';
  readonly environment: string;
  readonly scheduleId: string;
  /** What differs: everything for a new one, nothing for a deleted one. */
  readonly differences: readonly { readonly field: string; readonly from?: string; readonly to: string }[];
}

/** A Schedule as it stands. */
export interface ScheduleFacts {
  readonly environment: string;
  readonly scheduleId: string;
  /** The zone whose wall clock it uses. */
  readonly timeZone: string;
  /** When it starts something, e.g. `monday 06:00`. */
  readonly when: string;
  readonly paused: boolean;
  /** The note of the last person who paused or resumed it. */
  readonly note?: string;
  /** The next nominal times, ISO 8601, soonest first; of a paused one those it would have. */
  readonly next: readonly string[];
  /** The last start: its nominal time, and the workflow. */
  readonly last?: { readonly at: string; readonly workflowId: string };
}

/** The Schedules that a project defines in an environment; none if it has no such environment. */
export function wantedSchedules(project: ResolvedProject, environment: string): readonly WantedSchedule[] {
  const ticks = Object.entries(project.schedules[environment] ?? {}).map(([region, schedule]): WantedSchedule => {
    return { kind: 'tick', scheduleId: tickScheduleId(environment, region), environment, region, schedule };
  });
  const watch = project.watches[environment];
  const watches: readonly WantedSchedule[] = watch
    ? [{ kind: 'watch', scheduleId: watchScheduleId(environment), environment, watch }]
    : [];
  return [...ticks, ...watches];
}
