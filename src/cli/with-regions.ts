import { resolve } from 'node:path';
import type { Client } from '@temporalio/client';
import type { RegionAddress } from '../contracts/region-address.ts';
import { loadProject } from '../project/load-project.ts';
import { connectEnvironments } from '../composition/connect-environments.ts';
import { checkEnvironment, selectRegions } from '../app/of-project.ts';

export interface RegionsOptions {
  readonly project: string;
  readonly env: string;
  readonly state?: string;
  /** Default: all of the project's. */
  readonly region?: readonly string[];
}

/**
 * Does something with the controllers of a project's regions, on the stack that runs or on the server the environment names.
 * Throws `UsageError` where project and options do not fit together.
 */
export async function withRegions<Result>(
  options: RegionsOptions,
  use: (client: Client, addresses: readonly RegionAddress[]) => Promise<Result>,
): Promise<Result> {
  const { directory, resolved } = await loadProject(resolve(options.project));
  const { env: environment } = options;
  checkEnvironment(environment, Object.keys(resolved.environments));
  const names = resolved.regions.map(({ name }) => name);
  const addresses = selectRegions(names, options.region).map((region) => ({ environment, region }));
  const connection = await connectEnvironments(resolve(options.state ?? `${directory}/.shelfcast`));
  try {
    return await use(connection.clientOf(environment), addresses);
  } finally {
    await connection.close();
  }
}
