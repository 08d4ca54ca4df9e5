import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import type { JobProgress } from '../../ports/job-runner.ts';

/** What the activities of a workflow that run now say they are doing; those that wait for a slot are only counted. */
export async function runningActivities(handle: WorkflowHandle): Promise<readonly string[]> {
  const { raw } = await handle.describe();
  const doing: string[] = [];
  let waiting = 0;
  for (const { state, heartbeatDetails, attempt, lastFailure } of raw.pendingActivities ?? []) {
    const tries = (attempt ?? 1) > 1 ? `attempt ${attempt}: ` : '';
    if (Number(state) === started) doing.push(`${tries}${progressText(heartbeatDetails?.payloads?.[0])}`);
    else if (lastFailure) doing.push(`${tries}tried again after: ${lastFailure.message}`);
    else waiting += 1;
  }
  return waiting === 0 ? doing : [...doing, `${waiting} waiting for a slot`];
}

/** `PENDING_ACTIVITY_STATE_STARTED` of Temporal's API. */
const started = 2;

function progressText(payload: Payload | undefined): string {
  if (!payload) return 'starting';
  const { step, epoch, epochs } = defaultPayloadConverter.fromPayload<JobProgress>(payload);
  return epoch === undefined ? step : `${step}, epoch ${epoch}${epochs === undefined ? '' : ` of ${epochs}`}`;
}
