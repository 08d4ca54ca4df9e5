import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { triggerSchema, type Trigger } from '../../contracts/trigger.ts';
import { loadProject } from '../../project/load-project.ts';
import { openRegionControllers } from '../../workers/open-region-controllers.ts';
import { connectEnvironments } from '../connect-environments.ts';
import { selectRegions, UsageError } from '../usage.ts';

export interface DataChangedOptions {
  readonly project: string;
  readonly env: string;
  readonly state?: string;
  readonly region?: readonly string[];
  readonly id?: string;
  readonly reason?: string;
  readonly json?: boolean;
}

/**
 * `shelfcast signal data-changed`: tells the controllers of regions, or of all, that their files have changed. They wait for more
 * before they start a cycle; a second signal with the same id counts once.
 */
export async function dataChangedCommand(options: DataChangedOptions): Promise<number> {
  const { directory, resolved } = await loadProject(resolve(options.project));
  const { env: environment } = options;
  if (!resolved.environments[environment]) {
    throw new UsageError(
      `the project has no environment "${environment}"; it has ${Object.keys(resolved.environments).join(', ')}`,
    );
  }
  const regions = selectRegions(
    resolved.regions.map(({ name }) => name),
    options.region,
  );
  const trigger = triggerOf(options);
  const connection = await connectEnvironments(resolve(options.state ?? `${directory}/.shelfcast`));
  try {
    const controllers = openRegionControllers(connection.clientOf(environment));
    for (const region of regions) {
      await controllers.dataChanged({ environment, region }, trigger);
      if (!options.json) process.stdout.write(`${region}: told that data has changed (trigger ${trigger.id})\n`);
    }
  } finally {
    await connection.close();
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ environment, regions, triggerId: trigger.id })}\n`);
  return 0;
}

/** A signal has no way to answer, so what a controller would drop is refused here. */
function triggerOf({ id = randomUUID(), reason }: DataChangedOptions): Trigger {
  const parsed = triggerSchema.safeParse({
    id,
    cause: 'data',
    requestedBy: userInfo().username,
    ...(reason === undefined ? {} : { reason }),
  });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UsageError(`this cannot be told: ${faults.join('; ')}`);
}
