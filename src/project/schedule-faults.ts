import type { ConfigFault } from './errors.ts';
import { mergeSchedules, whenOf } from './resolve-schedules.ts';
import { scheduleSchema, type ParsedSchedule } from './schedule-schema.ts';
import { asRecord, list } from './unchecked.ts';

interface Level {
  readonly path: string;
  readonly schedule: ParsedSchedule;
}

/** What a schedule's shape can't tell: two ways to say when, half of one, or none at any level. */
export function scheduleFaults(project: Record<string, unknown>): readonly ConfigFault[] {
  const [own] = levels([['schedule', project['schedule']]]);
  const regions = levels(
    list(project['regions']).map((region, index) => [`regions[${index}].schedule`, asRecord(region)['schedule']]),
  );
  const environments = levels(
    Object.entries(asRecord(project['environments'])).map(([name, environment]) => [
      `environments.${name}.schedule`,
      asRecord(environment)['schedule'],
    ]),
  );
  const faults = [...(own ? [own] : []), ...regions, ...environments].flatMap(levelFaults);
  if (faults.length > 0) return faults;
  // A level that is complete on its own or completed by another; an environment may also turn off what never was.
  const silent = (path: string): ConfigFault => ({
    path,
    message: 'has no time: give a weekday and a time, or a cron expression, here or in the project\'s "schedule"',
  });
  const regionFaults = regions.flatMap(({ path, schedule }) => {
    const merged = mergeSchedules(own?.schedule, schedule);
    return merged && merged.enabled !== false && !whenOf(merged) ? [silent(path)] : [];
  });
  const everyRegionSays = list(project['regions']).length > 0 && regions.length === list(project['regions']).length;
  const ownFault =
    own && own.schedule.enabled !== false && !whenOf(own.schedule) && !(everyRegionSays && regionFaults.length === 0);
  return [...(ownFault ? [silent(own.path)] : []), ...regionFaults];
}

/** The levels that are there and whose shape is sound. */
function levels(candidates: readonly (readonly [path: string, value: unknown])[]): readonly Level[] {
  return candidates.flatMap(([path, value]) => {
    const parsed = scheduleSchema.safeParse(value);
    return parsed.success ? [{ path, schedule: parsed.data }] : [];
  });
}

function levelFaults({ path, schedule: { weekday, time, cron } }: Level): readonly ConfigFault[] {
  if (cron !== undefined && (weekday !== undefined || time !== undefined)) {
    return [{ path: `${path}.cron`, message: 'cannot be combined with weekday and time: give one or the other' }];
  }
  if (weekday !== undefined && time === undefined) return [{ path: `${path}.time`, message: 'is missing: HH:MM' }];
  if (weekday === undefined && time !== undefined) {
    return [{ path: `${path}.weekday`, message: 'is missing: e.g. "monday"; a cron expression also does other days' }];
  }
  return [];
}
