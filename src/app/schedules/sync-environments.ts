import type { ResolvedProject } from '../../contracts/project.ts';
import { wantedSchedules, type ScheduleChange } from '../../contracts/schedules.ts';
import type { Schedules } from '../../ports/schedules.ts';

/**
 * Brings the Schedules of environments to what the project asks for, and deletes its Schedules in environments it no longer has.
 * Returns what was done, or with `dryRun` would be.
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
    changes.push(...(await schedules.sync(environment, wantedSchedules(project, environment), { dryRun })));
  }
  return changes;
}

async function gone(project: ResolvedProject, schedules: Schedules): Promise<readonly string[]> {
  return (await schedules.environments()).filter((environment) => !project.environments[environment]);
}
