import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  log,
  setWorkflowOptions,
} from '@temporalio/workflow';
import type { RegionAddress } from '../contracts/region-address.ts';
import { readCarried } from './controller/carried-state.ts';
import { Controller } from './controller/controller.ts';
import { setMessageHandlers } from './controller/set-message-handlers.ts';
import { isOwnCancellation } from './own-cancellation.ts';
import { versioned } from './versioned.ts';

export interface RegionControllerInput extends RegionAddress {
  /** A `CarriedState`, handed from run to run when the controller continues as new, perhaps by another build. */
  readonly carried?: unknown;
  /** Address of the web application, as who started the controller knew it. */
  readonly pages?: string;
}

/**
 * The only gate to a region's cycles: takes triggers, runs one cycle at a time in cutoff order, watches how old the champions
 * grow, and keeps the ledger in which every trigger ends. Runs forever; continues as new after every cycle, and whenever its history
 * has grown long or a worker of another build takes it over, with a cycle running or not.
 */
export async function regionController({ carried, pages, ...address }: RegionControllerInput): Promise<never> {
  const state = readCarried(carried);
  const controller = new Controller(address, state, pages);
  // The handlers are set before the first await, so that no signal or update of the first workflow task is missed.
  setMessageHandlers(controller);
  try {
    if (carried !== undefined && !state)
      log.warn('what the run before carried on is not understood; takes over instead');
    if (!state) await controller.takeOver();
    for (;;) {
      await controller.waitForWork();
      if (controller.shouldContinueAsNew()) {
        await condition(allHandlersFinished);
        // A cycle may have reported its end meanwhile.
        if (controller.shouldContinueAsNew()) {
          await continueAsNew<typeof regionController>({ ...address, carried: controller.carried() });
        }
      }
      await controller.work();
    }
  } catch (error) {
    if (isOwnCancellation()) await CancellationScope.nonCancellable(() => controller.end());
    throw error;
  }
}
// Lives through every release, so the code of a run changes under `patched()`, until every region has continued as new.
setWorkflowOptions(versioned('AUTO_UPGRADE'), regionController);
