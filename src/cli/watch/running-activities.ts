import type { WorkflowHandle } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { JobProgress } from '../../ports/job-runner.ts';

/** What the activities of a workflow that run now say they are doing, by their summaries. */
export async function runningActivities(handle: WorkflowHandle): Promise<readonly string[]> {
  const { raw } = await handle.describe();
  return (raw.pendingActivities ?? []).map(({ activityType, heartbeatDetails, attempt }) => {
    const payload = heartbeatDetails?.payloads?.[0];
    const progress = payload ? defaultPayloadConverter.fromPayload<JobProgress>(payload) : undefined;
    const tries = (attempt ?? 1) > 1 ? ` (attempt ${attempt})` : '';
    return `${progress ? progressText(progress) : `${activityType?.name} waits for a slot`}${tries}`;
  });
}

function progressText({ step, epoch, epochs }: JobProgress): string {
  return epoch === undefined ? step : `${step}, epoch ${epoch}${epochs === undefined ? '' : ` of ${epochs}`}`;
}
