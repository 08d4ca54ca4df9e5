import type { ResolvedProject } from '../../contracts/project.ts';
import { wantedSchedules, type ScheduleChange } from '../../contracts/schedules.ts';
import { ForeignScheduleError, type Schedules } from '../../ports/schedules.ts';
import { refusal } from '../refusal.ts';

/**
 * Brings the Schedules of environments to what the project asks for, and deletes its Schedules in environments it no longer has.
 * Returns what was done, or with `dryRun` would be. Throws `Refusal` where a Schedule is another project's.
 *
 * @param only one environment; left out, all
 */
export async function syncEnvironments(
  project: ResolvedProject,
  schedules: Schedules,
  { only, dryRun }: { readonly only?: string | undefined; readonly dryRun: boolean },
): Promise<readonly ScheduleChange[]> {
  const environments =
    only === undefined ? [...Object.keys(project.environments), ...(await gone(project, schedules))] : [only];
  const changes: ScheduleChange[] = [];
  for (const environment of environments) {
    const wanted = wantedSchedules(project, environment);
    changes.push(...(await refusable(schedules.sync(environment, wanted, { dryRun }))));
  }
  return changes;
}

async function refusable<Result>(syncing: Promise<Result>): Promise<Result> {
  try {
    return await syncing;
  } catch (error) {
    if (!(error instanceof ForeignScheduleError)) throw error;
    const { environment, scheduleId, message: detail } = error;
    throw refusal('foreign-schedule', { environment, scheduleId, detail }, { cause: error });
  }
}

async function gone(project: ResolvedProject, schedules: Schedules): Promise<readonly string[]> {
  return (await schedules.environments()).filter((environment) => !project.environments[environment]);
}
