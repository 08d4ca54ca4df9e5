import { readSettings } from '../settings.ts';
import { workflowBuildId } from './build-id.ts';
import { readWorkflowBundle } from './bundle.ts';

/** Build of the workflows that workers of this checkout run: the bundle's that `SHELFCAST_WORKFLOW_BUNDLE` names, or else that of the sources. */
export async function ownBuildId(): Promise<string> {
  const { workflowBundle } = readSettings();
  return workflowBundle === undefined ? workflowBuildId() : (await readWorkflowBundle(workflowBundle)).buildId;
}
