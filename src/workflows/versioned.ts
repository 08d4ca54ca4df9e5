import type { VersioningBehavior, WorkflowDefinitionOptions } from '@temporalio/common';
import { workflowInfo } from '@temporalio/workflow';

/**
 * How a workflow is versioned, where its worker takes part in Worker Deployment versioning. From a worker that does not, the server
 * refuses the setting, and the workflow would not progress.
 */
export function versioned(versioningBehavior: VersioningBehavior): () => WorkflowDefinitionOptions {
  return () => (workflowInfo().currentDeploymentVersion?.deploymentName ? { versioningBehavior } : {});
}
