import { readSettings, type WorkerSettings } from '../settings.ts';
import { buildIdWith, workflowsVersion } from './build-id.ts';
import { readWorkflowBundle } from './bundle.ts';

/**
 * The build that workers of this checkout are: what `SHELFCAST_BUILD_ID` says, or else their code together with the bundle that
 * `SHELFCAST_WORKFLOW_BUNDLE` names or the workflows' sources.
 */
export async function ownBuildId(
  { buildId, workflowBundle }: Pick<WorkerSettings, 'buildId' | 'workflowBundle'> = readSettings(),
): Promise<string> {
  if (buildId !== undefined) return buildId;
  if (workflowBundle !== undefined) return (await readWorkflowBundle(workflowBundle)).buildId;
  return buildIdWith(await workflowsVersion());
}
