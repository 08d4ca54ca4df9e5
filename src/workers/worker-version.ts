import type { WorkerOptions } from '@temporalio/worker';
import type { WorkerSettings } from '../composition/settings.ts';
import { ownBuildId } from '../composition/workflows/own-build-id.ts';
import { workerDeploymentName } from '../contracts/worker-deployment.ts';

/**
 * The build of a worker as a version of the Worker Deployment; nothing where versioning is off. All queues have the same version, so that
 * a workflow which is pinned to a build has its activities there too. Workflows say themselves how they are versioned; one that does not is pinned.
 */
export async function workerVersion(settings: WorkerSettings): Promise<Pick<WorkerOptions, 'workerDeploymentOptions'>> {
  if (!settings.workerVersioning) return {};
  return { workerDeploymentOptions: versionOptions(await ownBuildId(settings)) };
}

/** Options of a worker of a build. */
export function versionOptions(buildId: string): NonNullable<WorkerOptions['workerDeploymentOptions']> {
  return {
    version: { deploymentName: workerDeploymentName, buildId },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'PINNED',
  };
}
