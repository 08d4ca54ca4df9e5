import { ActivityFailure, ApplicationFailure, currentUpdateInfo, uuid4 } from '@temporalio/workflow';
import type { RollbackRequest, RollbackResult } from '../../contracts/messages.ts';
import type { RegionAddress } from '../../contracts/region-address.ts';
import { promotions } from '../activity-proxies.ts';
import { summaryOf } from '../sizes.ts';
import type { TriggerIntake } from './trigger-intake.ts';

/**
 * Makes an earlier champion the champion again and asks for a cycle that scores with it. Throws a failure of type
 * `RollbackRefused` where there is no such champion.
 */
export async function rollBack(
  { environment, region }: RegionAddress,
  intake: TriggerIntake,
  request: RollbackRequest,
): Promise<RollbackResult> {
  const { by, reason, format, velocity } = request;
  // The id of the update names the rollback, in the registry and in the ledger.
  const id = `rollback/${environment}/${region}/${currentUpdateInfo()?.id ?? uuid4()}`;
  const rolledBack = await refusable(() =>
    promotions.rollbackChampion.executeWithOptions({ summary: summaryOf(`roll back ${format}/${velocity} · ${by}`) }, [
      { environment, region, request, id },
    ]),
  );
  await intake.take({
    id,
    cause: 'request',
    requestedBy: by,
    retrain: 'none',
    reason: `rollback: ${reason}`.slice(0, 1000),
  });
  return { ...rolledBack, triggerId: id };
}

/** Passes a refusal by an activity on unchanged, so that the sender of the message sees its type. */
async function refusable<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;
  }
}
