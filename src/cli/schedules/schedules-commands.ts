import { resolve } from 'node:path';
import type { ResolvedProject } from '../../contracts/project.ts';
import { wantedSchedules } from '../../contracts/schedules.ts';
import type { Schedules } from '../../ports/schedules.ts';
import { loadProject } from '../../project/load-project.ts';
import { changesText, schedulesText } from '../../reports/schedules/schedules-text.ts';
import { openSchedules } from '../../composition/open-schedules.ts';
import { connectEnvironments } from '../../composition/connect-environments.ts';
import { UsageError } from '../usage.ts';
import { syncSchedules } from './sync-schedules.ts';

interface ScheduleCommandOptions {
  readonly project: string;
  readonly state?: string;
  readonly env?: string;
  readonly json?: boolean;
}

/** `shelfcast schedules sync`: makes the server's Schedules what the project asks for; with `dryRun` only says what it would do. */
export async function syncSchedulesCommand(
  options: ScheduleCommandOptions & { readonly dryRun?: boolean },
): Promise<number> {
  return withSchedules(options, async (project, schedules) => {
    const dryRun = options.dryRun ?? false;
    const changes = await syncSchedules(project, schedules, { only: options.env, dryRun });
    const wanted = environmentsOf(project, options.env).flatMap((environment) => wantedSchedules(project, environment));
    const text = options.json
      ? JSON.stringify({ dryRun, changes, schedules: wanted.length })
      : changesText(changes, { dryRun, wanted: wanted.length });
    process.stdout.write(`${text}\n`);
    return 0;
  });
}

/** `shelfcast schedules list`: the project's Schedules as they stand on the server. */
export async function listSchedulesCommand(options: ScheduleCommandOptions): Promise<number> {
  return withSchedules(options, async (project, schedules) => {
    const environments = environmentsOf(project, options.env);
    const listed = (await Promise.all(environments.map((environment) => schedules.list(environment)))).flat();
    process.stdout.write(`${options.json ? JSON.stringify(listed) : schedulesText(listed)}\n`);
    return 0;
  });
}

async function withSchedules(
  options: ScheduleCommandOptions,
  use: (project: ResolvedProject, schedules: Schedules) => Promise<number>,
): Promise<number> {
  const { directory, resolved } = await loadProject(resolve(options.project));
  environmentsOf(resolved, options.env);
  const connection = await connectEnvironments(resolve(options.state ?? `${directory}/.shelfcast`));
  try {
    return await use(resolved, openSchedules(resolved.name, connection.clientOf));
  } finally {
    await connection.close();
  }
}

function environmentsOf({ environments }: ResolvedProject, only: string | undefined): readonly string[] {
  if (only === undefined) return Object.keys(environments);
  if (!environments[only]) {
    throw new UsageError(
      `the project has no environment "${only}"; it has ${Object.keys(environments).join(', ')}. Schedules of one it no longer has go with a sync of all`,
    );
  }
  return [only];
}
