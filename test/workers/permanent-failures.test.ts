import { ApplicationFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import { failureOfRefusal } from '../../src/activities/deliver-trigger.ts';
import { knownErrors } from '../../src/contracts/error-kinds.ts';
import { RequestRefusedError } from '../../src/ports/region-controllers.ts';
import { StorageLocationError } from '../../src/ports/storage-errors.ts';
import { workerBase } from '../../src/workers/worker-base.ts';

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR', () => undefined) });
});

/** What Temporal records for an activity that throws. */
async function recorded(error: unknown): Promise<unknown> {
  const environment = new MockActivityEnvironment({}, { interceptors: workerBase.interceptors.activity });
  return environment.run(() => Promise.reject(error as Error)).catch((thrown: unknown) => thrown);
}

test('an error that the table says is permanent is not retried, although no job threw it', async () => {
  const error = new StorageLocationError('ftp://elsewhere', 'it is no store that is known');
  expect(await recorded(error)).toMatchObject({
    message: error.message,
    type: 'ConfigurationError',
    nonRetryable: true,
    details: [{ location: 'ftp://elsewhere' }],
    cause: error,
  });
});

test.each(Object.entries(knownErrors))('%s is retried as the table says: %j', async (name, { retry }) => {
  const error = Object.assign(new Error('what happened'), { name });
  const failure = await recorded(error);
  expect(failure instanceof ApplicationFailure && failure.nonRetryable).toBe(retry === 'never');
  if (retry !== 'never') expect(failure).toBe(error);
});

test('a failure passes as it is, and so does what is not an error', async () => {
  const failure = ApplicationFailure.retryable('try again', 'StorageLocationError');
  expect(await recorded(failure)).toBe(failure);
  expect(await recorded('a text')).toBe('a text');
});

test.each(['LedgerFull', 'Unavailable'])('a controller that refuses a trigger with %s is asked again', async (type) => {
  const refused = new RequestRefusedError({ region: 'north', type, reason: 'not now' });
  expect(await recorded(failureOfRefusal(refused))).toMatchObject({ message: refused.message, nonRetryable: false });
});
