import { setTimeout as pause } from 'node:timers/promises';
import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { refusalTypes } from '../../src/contracts/refusal-types.ts';
import type { Trigger } from '../../src/contracts/trigger.ts';
import { RequestRefusedError, type RegionControllers } from '../../src/ports/region-controllers.ts';

const againAfterMs = 1000;

/** Asks for a cycle of a region, again and again under one id, as a sender may; returns how often it was asked again. */
export async function askUntilTaken(
  controllers: RegionControllers,
  region: string,
  trigger: Omit<Trigger, 'cause' | 'requestedBy'>,
): Promise<number> {
  for (let again = 0; ; again += 1) {
    try {
      await controllers.requestCycle(
        { environment: 'default', region },
        { cause: 'timer', requestedBy: 'bench', ...trigger },
      );
      return again;
    } catch (error) {
      if (!passes(error)) throw error;
      await pause(againAfterMs);
    }
  }
}

/** Whether the same request may be taken later: nothing was, and nothing runs twice. */
function passes(error: unknown): boolean {
  if (error instanceof RequestRefusedError) return error.type === refusalTypes.unavailable;
  return error instanceof ServiceError || error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
}
