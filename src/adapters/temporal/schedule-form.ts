import type { CalendarSpec, ScheduleDescription, ScheduleOptions } from '@temporalio/client';
import { cronText, type CronRange } from '../../contracts/cron.ts';
import { dayNames, monthNames } from './schedule-options.ts';

/** What a Schedule does, field by field and in words: two that do the same have the same form. */
export type ScheduleForm = Readonly<Record<string, string>>;

type Described = Pick<ScheduleDescription, 'spec' | 'action' | 'policies'>;
type Asked = Pick<ScheduleOptions, 'spec' | 'action' | 'policies'>;

/** The form of a Schedule as it is asked for, or as the server describes it. */
export function scheduleForm({ spec, action, policies }: Described | Asked): ScheduleForm {
  const { calendars = [], intervals = [], skip = [], startAt, endAt } = spec;
  const others = { ...(skip.length > 0 ? { skip } : {}), ...(startAt ? { startAt } : {}), ...(endAt ? { endAt } : {}) };
  const times = [
    ...calendars.map((calendar) => calendarText(calendar)),
    ...intervals.map(({ every, offset }) => `every ${seconds(every)}${offset ? ` from ${seconds(offset)}` : ''}`),
    ...(Object.keys(others).length > 0 ? [`except ${JSON.stringify(others)}`] : []),
  ];
  return {
    when: times.join('; '),
    'time zone': spec.timezone ?? 'UTC',
    jitter: seconds(spec.jitter ?? 0),
    'catch-up': seconds(policies?.catchupWindow ?? 0),
    overlap: policies?.overlap ?? 'SKIP',
    'pause on failure': String(policies?.pauseOnFailure ?? false),
    workflow: `${String(action.workflowType)} ${action.workflowId ?? ''} on ${action.taskQueue}`,
    input: JSON.stringify(action.args ?? []),
    summary: `${action.staticSummary ?? ''}; ${action.staticDetails ?? ''}`,
  };
}

/** The comment, which is what a person wrote, and the fields, which count. */
function calendarText(calendar: CalendarSpec): string {
  const ranges = (field: unknown): readonly CronRange[] =>
    (Array.isArray(field) ? field : []).map(({ start, end, step }: Record<string, unknown>) => {
      return { start: numberOf(start), end: numberOf(end), step: Number(step) };
    });
  const fields = cronText({
    minute: ranges(calendar.minute),
    hour: ranges(calendar.hour),
    dayOfMonth: ranges(calendar.dayOfMonth),
    month: ranges(calendar.month),
    dayOfWeek: ranges(calendar.dayOfWeek),
  });
  const second = ranges(calendar.second).filter(({ start, end }) => start !== 0 || end !== 0);
  const year = ranges(calendar.year);
  const rest = second.length + year.length > 0 ? ` ${JSON.stringify({ second, year })}` : '';
  return `${calendar.comment ?? ''} (${fields}${rest})`.trim();
}

function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  const month = (monthNames as readonly unknown[]).indexOf(value);
  return month === -1 ? (dayNames as readonly unknown[]).indexOf(value) : month + 1;
}

function seconds(milliseconds: unknown): string {
  return typeof milliseconds === 'number' ? `${milliseconds / 1000} s` : String(milliseconds);
}
