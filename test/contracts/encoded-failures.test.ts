import {
  ActivityFailure,
  ApplicationFailure,
  DefaultFailureConverter,
  defaultPayloadConverter as payloads,
} from '@temporalio/common';
import { expect, test } from 'vitest';
import { EncodedFailureConverter } from '../../src/contracts/encoded-failures.ts';

const converter = new EncodedFailureConverter();

function failed(): ActivityFailure {
  const reason = ApplicationFailure.create({
    message: 'row 7 of north is secret',
    type: 'DataError',
    cause: new Error('deep'),
  });
  return new ActivityFailure('the step failed', 'ingestSource', '1', 'NON_RETRYABLE_FAILURE', 'worker', reason);
}

test('messages and stack traces of a failure and of its causes are in payloads alone', () => {
  const failure = converter.errorToFailure(failed(), payloads);
  // What a codec would encrypt.
  const seen = JSON.stringify(failure, (name, value: unknown) => (name === 'encodedAttributes' ? undefined : value));
  expect(seen).not.toMatch(/secret|deep|the step failed|\.ts:/);
  expect(seen).toContain('DataError');
});

test('it is read back, by the SDK as well', () => {
  const failure = converter.errorToFailure(failed(), payloads);
  for (const reader of [converter, new DefaultFailureConverter()]) {
    const error = reader.failureToError(structuredClone(failure), payloads);
    expect([error.message, (error.cause as Error).message]).toEqual(['the step failed', 'row 7 of north is secret']);
    expect((error.cause as Error).stack).toContain('encoded-failures.test.ts');
  }
});

test('a failure that is sent again, as a workflow sends that of an activity, is the same', () => {
  const received = converter.failureToError(converter.errorToFailure(failed(), payloads), payloads);
  const first = structuredClone(converter.errorToFailure(received, payloads));
  const second = structuredClone(converter.errorToFailure(received, payloads));
  expect(second).toEqual(first);
  expect(converter.failureToError(second, payloads).message).toBe('the step failed');
  expect(JSON.stringify({ ...second, encodedAttributes: undefined, cause: undefined })).not.toContain(
    'the step failed',
  );
});
