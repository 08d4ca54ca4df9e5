import type { WorkflowHandle } from '@temporalio/client';
import { type LoadedDataConverter, type Payload } from '@temporalio/common';
import {
  decodeFromPayloadsAtIndex,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { RunningFit } from '../../ports/cycle-progress.ts';
import type { JobProgress } from '../../ports/job-runner.ts';

/** What a workflow's activities do now. */
interface RunningActivities {
  /** In words, one an activity. */
  readonly doing: readonly string[];
  /** Of those that train something whose losses can be shown. */
  readonly fits: readonly RunningFit[];
}

/**
 * What the activities of a workflow that run now say they are doing; those that wait for a slot are only counted.
 *
 * @param converter of the client, which may have to decrypt what they say
 */
export async function runningActivities(
  handle: WorkflowHandle,
  converter: LoadedDataConverter,
): Promise<RunningActivities> {
  const { raw } = await handle.describe();
  const doing: string[] = [];
  const fits: RunningFit[] = [];
  let waiting = 0;
  for (const { state, heartbeatDetails, attempt, lastFailure } of raw.pendingActivities ?? []) {
    const tries = (attempt ?? 1) > 1 ? `attempt ${attempt}: ` : '';
    if (Number(state) === started) {
      const progress = await progressIn(heartbeatDetails?.payloads, converter);
      doing.push(`${tries}${textOf(progress)}`);
      if (progress?.curve) fits.push({ fit: progress.step, ...progress.curve });
    } else if (lastFailure) {
      const failure = await decodeOptionalFailureToOptionalError(converter, lastFailure);
      doing.push(`${tries}tried again after: ${failure?.message}`);
    } else waiting += 1;
  }
  return { doing: waiting === 0 ? doing : [...doing, `${waiting} waiting for a slot`], fits };
}

/** `PENDING_ACTIVITY_STATE_STARTED` of Temporal's API. */
const started = 2;

function progressIn(
  payloads: Payload[] | null | undefined,
  converter: LoadedDataConverter,
): Promise<JobProgress | undefined> {
  return decodeFromPayloadsAtIndex<JobProgress | undefined>(converter, 0, payloads);
}

function textOf(progress: JobProgress | undefined): string {
  if (!progress) return 'starting';
  const { step, epoch, epochs } = progress;
  return epoch === undefined ? step : `${step}, epoch ${epoch}${epochs === undefined ? '' : ` of ${epochs}`}`;
}
