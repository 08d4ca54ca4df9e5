import type { RegionSchedule, ResolvedProject } from '../contracts/project.ts';
import type { ParsedSchedule } from './schedule-schema.ts';
import type { ParsedProject } from './schema.ts';

/** The clock of every region in every environment that has one. */
export function resolveSchedules(project: ParsedProject): ResolvedProject['schedules'] {
  return byEnvironment(project, ({ schedule }) =>
    Object.fromEntries(
      project.regions.flatMap((region) => {
        const merged = mergeSchedules(project.schedule, region.schedule, schedule);
        const when = merged && whenOf(merged);
        if (!when || merged.enabled === false) return [];
        const { jitterSeconds = 0, catchUpDays = 7 } = merged;
        return [[region.name, { when, timeZone: region.timeZone, jitterSeconds, catchUpDays }]];
      }),
    ),
  );
}

/** How landing is watched, in every environment that has it watched. */
export function resolveWatches(project: ParsedProject): ResolvedProject['watches'] {
  const watches = byEnvironment(project, ({ watch }) => {
    if (!project.watch && !watch) return undefined;
    const { everySeconds = 60, stableSeconds = 30, enabled = true } = { ...project.watch, ...defined(watch ?? {}) };
    return enabled ? { everySeconds, stableSeconds } : undefined;
  });
  return defined(watches);
}

/** Levels of a configuration, the one that goes before all others last; `undefined` where none says anything. */
export function mergeSchedules(...levels: readonly (ParsedSchedule | undefined)[]): ParsedSchedule | undefined {
  return levels.reduce((before, level) => {
    if (!before || !level) return level ?? before;
    const { weekday, time, cron, ...rest } = before;
    const saysWhen = level.cron !== undefined || level.weekday !== undefined || level.time !== undefined;
    return { ...rest, ...(saysWhen ? {} : defined({ weekday, time, cron })), ...defined(level) };
  }, undefined);
}

/** When a schedule strikes; `undefined` where it does not say. */
export function whenOf({ weekday, time, cron }: ParsedSchedule): RegionSchedule['when'] | undefined {
  if (cron !== undefined) return { cron };
  return weekday === undefined || time === undefined ? undefined : { weekday, time };
}

function byEnvironment<Value>(
  { environments }: ParsedProject,
  of: (environment: ParsedProject['environments'][string]) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(environments).map(([name, environment]) => [name, of(environment)]));
}

/** Without the fields that are there and undefined. */
function defined<Fields extends object>(fields: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
