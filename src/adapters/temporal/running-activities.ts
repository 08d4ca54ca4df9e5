import type { WorkflowHandle } from '@temporalio/client';
import { type LoadedDataConverter, type Payload } from '@temporalio/common';
import {
  decodeFromPayloadsAtIndex,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { JobProgress } from '../../ports/job-runner.ts';

/**
 * What the activities of a workflow that run now say they are doing; those that wait for a slot are only counted.
 *
 * @param converter of the client, which may have to decrypt what they say
 */
export async function runningActivities(
  handle: WorkflowHandle,
  converter: LoadedDataConverter,
): Promise<readonly string[]> {
  const { raw } = await handle.describe();
  const doing: string[] = [];
  let waiting = 0;
  for (const { state, heartbeatDetails, attempt, lastFailure } of raw.pendingActivities ?? []) {
    const tries = (attempt ?? 1) > 1 ? `attempt ${attempt}: ` : '';
    if (Number(state) === started) {
      doing.push(`${tries}${await progressText(heartbeatDetails?.payloads, converter)}`);
    } else if (lastFailure) {
      const failure = await decodeOptionalFailureToOptionalError(converter, lastFailure);
      doing.push(`${tries}tried again after: ${failure?.message}`);
    } else waiting += 1;
  }
  return waiting === 0 ? doing : [...doing, `${waiting} waiting for a slot`];
}

/** `PENDING_ACTIVITY_STATE_STARTED` of Temporal's API. */
const started = 2;

async function progressText(payloads: Payload[] | null | undefined, converter: LoadedDataConverter): Promise<string> {
  const progress = await decodeFromPayloadsAtIndex<JobProgress | undefined>(converter, 0, payloads);
  if (!progress) return 'starting';
  const { step, epoch, epochs } = progress;
  return epoch === undefined ? step : `${step}, epoch ${epoch}${epochs === undefined ? '' : ` of ${epochs}`}`;
}
