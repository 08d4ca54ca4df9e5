import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  setWorkflowOptions,
  workflowInfo,
} from '@temporalio/workflow';
import type { RegionAddress } from '../contracts/region-address.ts';
import { Controller, type CarriedState } from './controller/controller.ts';
import { setMessageHandlers } from './controller/set-message-handlers.ts';
import { versioned } from './versioned.ts';

export interface RegionControllerInput extends RegionAddress {
  /** Handed from run to run when the controller continues as new. */
  readonly carried?: CarriedState;
}

/**
 * The only gate to a region's cycles: takes triggers, runs one cycle at a time in cutoff order, watches how old the champions
 * grow, and keeps the ledger in which every trigger ends. Runs forever; continues as new whenever its history has grown
 * long, with a cycle running or not.
 */
export async function regionController(input: RegionControllerInput): Promise<never> {
  const controller = new Controller(input, input.carried);
  // The handlers are set before the first await, so that no signal or update of the first workflow task is missed.
  setMessageHandlers(controller);
  try {
    if (!input.carried) await controller.takeOver();
    for (;;) {
      await controller.waitForWork();
      if (workflowInfo().continueAsNewSuggested) {
        await condition(allHandlersFinished);
        const { environment, region } = input;
        await continueAsNew<typeof regionController>({ environment, region, carried: controller.carryOn() });
      }
      await controller.work();
    }
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => controller.end());
    throw error;
  }
}
// Lives through every release, so its code changes under `patched()`.
setWorkflowOptions(versioned('AUTO_UPGRADE'), regionController);
