import { DefaultLogger } from '@temporalio/worker';
import { cachedWorkflowBundle, type WorkflowBuild } from '../../src/composition/workflows/bundle.ts';

/**
 * The workflows as production bundles them, for a worker's `workflowBundle`. Made once for all test files and runs, by what the sources
 * are.
 *
 * @param sources the folder that holds `workflows`, `cycle` and `contracts`; this checkout's by default
 */
export async function bundleWorkflows(sources?: string): Promise<WorkflowBuild['bundle']> {
  const { bundle } = await cachedWorkflowBundle(new DefaultLogger('ERROR'), sources);
  return bundle;
}
