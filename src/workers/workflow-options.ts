import { Runtime, type WorkerOptions } from '@temporalio/worker';
import type { WorkerSettings } from '../composition/settings.ts';
import { ownWorkflowBuild } from '../composition/workflows/bundle.ts';
import { workerDeploymentName } from '../contracts/worker-deployment.ts';

/**
 * What makes a worker one of workflows: their bundle, prebuilt or of the sources, and where versioning is on their build as a
 * version of the Worker Deployment. Workflows say themselves how they are versioned; one that does not is held to its build.
 */
export async function workflowOptions(
  settings: WorkerSettings,
): Promise<Pick<WorkerOptions, 'workflowBundle' | 'workerDeploymentOptions'>> {
  const { buildId, bundle } = await ownWorkflowBuild(settings.workflowBundle, Runtime.instance().logger);
  if (!settings.workerVersioning) return { workflowBundle: bundle };
  return {
    workflowBundle: bundle,
    workerDeploymentOptions: {
      version: { deploymentName: workerDeploymentName, buildId },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
  };
}
