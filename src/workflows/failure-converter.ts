import { DefaultFailureConverter } from '@temporalio/common';
import { EncodedFailureConverter } from '../contracts/encoded-failures.ts';

/** Set in front of the bundle by a worker that has keys (`composition/encryption`): one bundle serves workers with and without. */
declare const shelfcastEncodesFailures: true | undefined;

/** How failures leave a workflow. Replays do not compare them, so that keys may come and go during a workflow's life. */
export const failureConverter =
  typeof shelfcastEncodesFailures === 'undefined' ? new DefaultFailureConverter() : new EncodedFailureConverter();
