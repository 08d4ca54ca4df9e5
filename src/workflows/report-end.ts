import { CancellationScope, getExternalWorkflowHandle, log } from '@temporalio/workflow';
import type { CycleEnd } from '../contracts/cycle-end.ts';
import { cycleEndedSignal } from '../contracts/messages.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import { regionControllerId } from '../contracts/workflow-ids.ts';
import { failureReason } from './failure-reason.ts';

/**
 * Reports the end of a cycle to the controller of its region, whichever run of it lives. Where there is none, the next one finds the end
 * in the registry.
 *
 * @param pages address of the web application, where it is known
 */
export async function reportEnd(
  { environment, region }: RegionAddress,
  end: CycleEnd,
  pages: string | undefined,
): Promise<void> {
  const controller = getExternalWorkflowHandle(regionControllerId(environment, region));
  try {
    await CancellationScope.nonCancellable(() =>
      controller.signal(cycleEndedSignal, { ...end, ...(pages === undefined ? {} : { pages }) }),
    );
  } catch (error) {
    log.warn('no controller took the end of the cycle', { reason: failureReason(error) });
  }
}
