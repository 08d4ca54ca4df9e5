import type { ScheduleChange, ScheduleFacts } from '../../contracts/schedules.ts';
import { textTable } from '../text-table.ts';

const marks = { create: '+', update: '~', delete: '-' } as const;

/** What a sync did or would do, a Schedule a paragraph. */
export function changesText(
  changes: readonly ScheduleChange[],
  { dryRun, wanted }: { readonly dryRun: boolean; readonly wanted: number },
): string {
  const lines = changes.flatMap(({ action, environment, scheduleId, differences }) => [
    `${marks[action]} ${action} ${scheduleId} (${environment})`,
    ...differences.map(({ field, from, to }) => `    ${field}: ${from === undefined ? to : `${from} -> ${to}`}`),
  ]);
  return [...lines, summary(changes, dryRun, wanted)].join('\n');
}

/** One line: `3 Schedules: 2 created, 1 as before`. */
export function changesLine(changes: readonly ScheduleChange[], wanted: number): string {
  return summary(changes, false, wanted);
}

function summary(changes: readonly ScheduleChange[], dryRun: boolean, wanted: number): string {
  const count = (action: ScheduleChange['action']): number => changes.filter((one) => one.action === action).length;
  const counts = [
    [count('create'), dryRun ? 'to create' : 'created'],
    [count('update'), dryRun ? 'to update' : 'updated'],
    [count('delete'), dryRun ? 'to delete' : 'deleted'],
    [wanted - count('create') - count('update'), 'as before'],
  ] as const;
  const parts = counts.flatMap(([number, what]) => (number > 0 ? [`${number} ${what}`] : []));
  if (parts.length === 0) return 'no Schedules: the project defines none';
  return `${wanted} Schedule${wanted === 1 ? '' : 's'}: ${parts.join(', ')}${dryRun ? ' (dry run: nothing was changed)' : ''}`;
}

/** Schedules as a table, times on the wall clock of each one's zone. */
export function schedulesText(schedules: readonly ScheduleFacts[]): string {
  if (schedules.length === 0) return 'no Schedules; "shelfcast schedules sync" creates those that the project defines';
  return textTable(
    ['schedule', 'when', 'zone', 'state', 'next', 'last'],
    schedules.map(({ scheduleId, when, timeZone, paused, note, next, last }) => [
      scheduleId,
      when,
      timeZone,
      paused ? `paused: ${note ?? ''}` : 'active',
      next
        .slice(0, 3)
        .map((instant) => zonedTime(instant, timeZone))
        .join(', '),
      last ? zonedTime(last.at, timeZone) : 'never',
    ]),
    { leftColumns: 6 },
  );
}

/** `2026-11-16 06:00 GMT-6` */
function zonedTime(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'shortOffset',
  }).formatToParts(new Date(instant));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}
