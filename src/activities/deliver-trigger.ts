import { ApplicationFailure } from '@temporalio/common';
import { failureTypes } from '../contracts/failures.ts';
import type { RequestDecision } from '../contracts/messages.ts';
import { refusalTypes } from '../contracts/refusal-types.ts';
import type { RegionAddress } from '../contracts/region-address.ts';
import type { Trigger } from '../contracts/trigger.ts';
import { RequestRefusedError } from '../ports/region-controllers.ts';
import type { ActivityPorts } from './ports.ts';

/** Hands a trigger to a region's controller, which is started where it does not live yet. */
export async function deliverTrigger(
  { controllers }: ActivityPorts,
  { address, trigger }: { address: RegionAddress; trigger: Trigger },
): Promise<RequestDecision> {
  try {
    return await controllers.requestCycle(address, trigger);
  } catch (error) {
    throw failureOfRefusal(error);
  }
}

/** What a controller refuses once it always refuses; a ledger that is full empties itself, a registry comes back. */
export function failureOfRefusal(error: unknown): unknown {
  if (!(error instanceof RequestRefusedError)) return error;
  const passes: readonly string[] = [refusalTypes.ledgerFull, refusalTypes.unavailable];
  if (passes.includes(error.type)) return ApplicationFailure.retryable(error.message, error.type);
  return ApplicationFailure.nonRetryable(error.message, failureTypes.requestRefused, { type: error.type });
}
