import type { WorkflowHandle } from '@temporalio/client';
import { defaultDataConverter, defaultPayloadConverter } from '@temporalio/common';
import { expect, test } from 'vitest';
import { runningActivities } from '../../../src/adapters/temporal/running-activities.ts';

const [scheduled, started] = [1, 2];

/** A handle whose description has these pending activities. */
function workflowWith(...pendingActivities: readonly object[]): WorkflowHandle {
  const description = { raw: { pendingActivities } };
  return { describe: () => Promise.resolve(description) } as unknown as WorkflowHandle;
}
const progress = (value: object) => ({ payloads: [defaultPayloadConverter.toPayload(value)] });

test('what runs says what it does, what waits is counted', async () => {
  const workflow = workflowWith(
    { state: started, attempt: 1, heartbeatDetails: progress({ step: 'network window 2 of 4', epoch: 3, epochs: 10 }) },
    { state: started, attempt: 2, heartbeatDetails: progress({ step: 'reading the dataset' }) },
    { state: started, attempt: 1 },
    { state: scheduled, attempt: 1 },
    { state: scheduled, attempt: 1 },
  );
  expect((await runningActivities(workflow, defaultDataConverter)).doing).toEqual([
    'network window 2 of 4, epoch 3 of 10',
    'attempt 2: reading the dataset',
    'starting',
    '2 waiting for a slot',
  ]);
});

test('what failed and waits for its next attempt says why', async () => {
  const workflow = workflowWith({ state: scheduled, attempt: 3, lastFailure: { message: 'the store is away' } });
  expect((await runningActivities(workflow, defaultDataConverter)).doing).toEqual([
    'attempt 3: tried again after: the store is away',
  ]);
});

test('a workflow without activities does nothing', async () => {
  expect(await runningActivities(workflowWith(), defaultDataConverter)).toEqual({ doing: [], fits: [] });
});

test('a fit that has losses shows them under its name; others have no curve', async () => {
  const curve = {
    epochsPerNetwork: 5,
    points: [
      [1, 0.4],
      [2, 0.3],
    ],
  };
  const workflow = workflowWith(
    {
      state: started,
      attempt: 1,
      heartbeatDetails: progress({ step: 'network final fit', epoch: 2, epochs: 10, curve }),
    },
    { state: started, attempt: 1, heartbeatDetails: progress({ step: 'lasso final fit', epoch: 2, epochs: 3 }) },
  );
  const { fits } = await runningActivities(workflow, defaultDataConverter);
  expect(fits).toEqual([{ fit: 'network final fit', ...curve }]);
});
