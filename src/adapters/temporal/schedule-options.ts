import {
  ScheduleOverlapPolicy,
  type CalendarSpec,
  type DayOfWeek,
  type Month,
  type ScheduleOptions,
  type ScheduleOptionsStartWorkflowAction,
} from '@temporalio/client';
import type { Workflow } from '@temporalio/common';
import { parseCron, type CronRange } from '../../contracts/cron.ts';
import type { RegionSchedule } from '../../contracts/project.ts';
import type { WantedSchedule } from '../../contracts/schedules.ts';
import { searchAttributes } from '../../contracts/search-attributes.ts';
import { taskQueues } from '../../contracts/task-queues.ts';
import type { Weekday } from '../../contracts/week.ts';

/** What every Schedule of this product says of itself, so that no other one is ever touched. */
export interface ScheduleMark {
  readonly madeBy: 'shelfcast';
  readonly project: string;
}

export const monthNames: readonly Month[] = [
  ...(['JANUARY', 'FEBRUARY', 'MARCH', 'APRIL', 'MAY', 'JUNE'] as const),
  ...(['JULY', 'AUGUST', 'SEPTEMBER', 'OCTOBER', 'NOVEMBER', 'DECEMBER'] as const),
];
export const dayNames: readonly DayOfWeek[] = [
  ...(['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY'] as const),
];

type Options = Omit<ScheduleOptions<ScheduleOptionsStartWorkflowAction<Workflow>>, 'scheduleId' | 'state' | 'memo'>;

/** A wanted Schedule in Temporal's terms. Everything it depends on is set: no default of the server decides. */
export function scheduleOptions(wanted: WantedSchedule): Options {
  return wanted.kind === 'tick' ? tickOptions(wanted) : watchOptions(wanted);
}

function tickOptions({ environment, region, scheduleId, schedule }: WantedSchedule & { kind: 'tick' }): Options {
  const attributes = [
    { key: searchAttributes.region, value: region },
    { key: searchAttributes.environment, value: environment },
  ];
  return {
    spec: {
      calendars: [calendarOf(schedule.when)],
      timezone: schedule.timeZone,
      jitter: 1000 * schedule.jitterSeconds,
    },
    policies: {
      // A tick takes a moment and is never to be lost: of several nominal times, after an outage or in a backfill, each has
      // its turn, in order. To skip or replace one would leave a week out; the controller merges what can be merged.
      overlap: ScheduleOverlapPolicy.BUFFER_ALL,
      catchupWindow: 86_400_000 * schedule.catchUpDays,
      // A tick that failed is no reason to miss the next week.
      pauseOnFailure: false,
    },
    action: {
      type: 'startWorkflow',
      workflowType: 'weeklyTick',
      workflowId: scheduleId,
      taskQueue: taskQueues.orchestration,
      args: [{ environment, region }],
      staticSummary: `tick · ${region} · ${environment}`,
      staticDetails: `Asks the region's controller for a cycle: ${whenText(schedule.when)}, ${schedule.timeZone}.`,
      typedSearchAttributes: attributes,
    },
    typedSearchAttributes: attributes,
  };
}

function watchOptions({ environment, scheduleId, watch }: WantedSchedule & { kind: 'watch' }): Options {
  const attributes = [{ key: searchAttributes.environment, value: environment }];
  return {
    spec: { intervals: [{ every: 1000 * watch.everySeconds }], timezone: 'UTC', jitter: 0 },
    policies: {
      // A look that takes longer than the interval sees the same files as one that would start during it.
      overlap: ScheduleOverlapPolicy.SKIP,
      // A look that was missed is made up for by the next one.
      catchupWindow: Math.max(60_000, 1000 * watch.everySeconds),
      pauseOnFailure: false,
    },
    action: {
      type: 'startWorkflow',
      workflowType: 'sourceWatch',
      workflowId: scheduleId,
      taskQueue: taskQueues.orchestration,
      args: [{ environment }],
      staticSummary: `watch · ${environment}`,
      staticDetails: `Looks for new and changed files in landing, every ${watch.everySeconds} s.`,
      typedSearchAttributes: attributes,
    },
    typedSearchAttributes: attributes,
  };
}

function whenText(when: RegionSchedule['when']): string {
  return 'cron' in when ? `cron ${when.cron}` : `${when.weekday} ${when.time}`;
}

/** Temporal's own form: a cron expression would come back from the server in another one, and never compare equal. */
function calendarOf(when: RegionSchedule['when']): CalendarSpec {
  const fields = parseCron('cron' in when ? when.cron : weeklyCron(when));
  const named = <Name>(ranges: readonly CronRange[], nameOf: (value: number) => Name | undefined) =>
    ranges.map(({ start, end, step }) => ({ start: nameOf(start) as Name, end: nameOf(end) as Name, step }));
  const month = (value: number): Month | undefined => monthNames[value - 1];
  const day = (value: number): DayOfWeek | undefined => dayNames[value];
  return {
    comment: whenText(when),
    minute: [...fields.minute],
    hour: [...fields.hour],
    dayOfMonth: [...fields.dayOfMonth],
    month: named(fields.month, month),
    dayOfWeek: named(fields.dayOfWeek, day),
  };
}

function weeklyCron({ weekday, time }: { weekday: Weekday; time: string }): string {
  const [hour, minute] = time.split(':').map(Number);
  return `${minute} ${hour} * * ${weekday.slice(0, 3)}`;
}
