import { resolve } from 'node:path';
import type { Client } from '@temporalio/client';
import { readSettings } from '../../composition/settings.ts';
import { workflowBuildId } from '../../composition/workflows/build-id.ts';
import { readWorkflowBundle } from '../../composition/workflows/bundle.ts';
import { textTable } from '../../reports/text-table.ts';
import { connectEnvironments } from '../../composition/connect-environments.ts';
import { setCurrentVersion, workerVersions, type WorkerVersion } from './worker-versions.ts';

export interface DeploymentOptions {
  readonly project: string;
  readonly state?: string;
  readonly env: string;
  readonly json?: boolean;
}

/** Says that new workflows are to start on workers that take no part in versioning. */
const unversioned = 'unversioned';

/** `shelfcast deployment show`: the builds of the workflows an environment knows, and what is pinned to each. Returns the exit code. */
export async function showDeploymentCommand(options: DeploymentOptions): Promise<number> {
  const versions = await withEnvironment(options, workerVersions);
  process.stdout.write(options.json ? `${JSON.stringify(versions)}\n` : `${versionsText(versions)}\n`);
  return 0;
}

/**
 * `shelfcast deployment set-current`: makes a build the one that new workflows start on; without a name the bundle's that
 * `SHELFCAST_WORKFLOW_BUNDLE` names, or else that of the sources. Returns the exit code.
 */
export async function setCurrentCommand(build: string | undefined, options: DeploymentOptions): Promise<number> {
  const buildId = build === unversioned ? undefined : (build ?? (await ownBuildId()));
  await withEnvironment(options, (client) => setCurrentVersion(client, buildId));
  process.stdout.write(
    `${options.env}: new workflows start on ${buildId === undefined ? 'workers without a version' : `build ${buildId}`}\n`,
  );
  return 0;
}

/** On the server that Temporal's standard configuration names, or else the stack that runs on the project's state folder. */
async function withEnvironment<Result>(
  { project, state, env }: DeploymentOptions,
  use: (client: Client) => Promise<Result>,
): Promise<Result> {
  const temporal = await connectEnvironments(resolve(state ?? `${project}/.shelfcast`));
  try {
    return await use(temporal.clientOf(env));
  } finally {
    await temporal.close();
  }
}

async function ownBuildId(): Promise<string> {
  const { workflowBundle } = readSettings();
  return workflowBundle === undefined ? workflowBuildId() : (await readWorkflowBundle(workflowBundle)).buildId;
}

function versionsText(versions: readonly WorkerVersion[]): string {
  if (versions.length === 0) return 'no builds: no versioned worker has asked for work yet';
  const rows = versions.map(({ buildId, current, pinned }) => [buildId, current ? 'current' : '', String(pinned)]);
  return textTable(['build', 'new workflows', 'pinned and running'], rows, { leftColumns: 2 });
}
