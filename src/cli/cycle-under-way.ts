import type { Client } from '@temporalio/client';
import { controllerStatusQuery } from '../contracts/messages.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import { regionControllerId } from '../contracts/workflow-ids.ts';

/** Id of the cycle that is under way in a region; `undefined` where none is, or where the region has no controller yet. */
export async function cycleUnderWay(
  client: Client,
  { environment, region }: RegionAddress,
): Promise<string | undefined> {
  const handle = client.workflow.getHandle(regionControllerId(environment, region));
  try {
    const { running } = await handle.query(controllerStatusQuery);
    return running;
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return undefined;
    throw error;
  }
}
