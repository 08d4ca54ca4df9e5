import { expect, test } from 'vitest';
import { isOutage } from '../../src/activities/outage.ts';
import { noStrikes, reasonToStop, strikesAfter } from '../../src/activities/strikes.ts';
import { namedError } from '../../src/adapters/storage/objects/faults.ts';
import { ChildProcessError, JobError } from '../../src/ports/job-errors.ts';
import { factsOf } from '../../src/processes/error-facts.ts';

const death = new ChildProcessError({ job: 'train-member', exitCode: null, signalName: 'SIGKILL', lastWords: '' });
const errorOf = (errorName: string, facts: Record<string, unknown> = {}, message = 'no') =>
  new JobError({ errorName, message, facts });
/** What a job throws, and its worker receives, where a vendor's library throws an error. */
function ofStore(vendors: object): JobError {
  const place = { url: 's3://shelf/artifacts', bucket: 'shelf', endpoint: 'http://127.0.0.1:9' };
  const error = namedError(Object.assign(new Error('no'), vendors), place, 'read an object');
  return new JobError({ errorName: error.name, message: error.message, facts: factsOf(error) });
}
const at = (epoch: number) => ({
  step: 'network final fit',
  checkpoint: { fit: 'network final fit', pointer: 'checkpoints/ab', epoch, epochs: 40 },
});

/** Why there is no further attempt after these, each so many seconds after the one before. */
function after(attempts: readonly (readonly [unknown, ReturnType<typeof at>])[], seconds = 40) {
  const strikes = attempts.reduce(
    (before, [error, progress], index) => strikesAfter(before, error, progress, 1000 * seconds * index),
    noStrikes,
  );
  return reasonToStop(strikes, 1000 * seconds * (attempts.length - 1));
}

test('a process that dies five times at one place is not started again', () => {
  expect(after(Array.from({ length: 4 }, () => [death, at(7)]))).toBeUndefined();
  expect(after(Array.from({ length: 5 }, () => [death, at(7)]))).toBe('the process died 5 times at the same place');
});

test('deaths in quick succession are tried again until two minutes have passed since the first', () => {
  expect(
    after(
      Array.from({ length: 12 }, () => [death, at(7)]),
      10,
    ),
  ).toBeUndefined();
  expect(
    after(
      Array.from({ length: 13 }, () => [death, at(7)]),
      10,
    ),
  ).toBe('the process died 13 times at the same place');
});

test('a death after a further checkpoint is the first one', () => {
  expect(after([7, 7, 7, 9, 9, 12, 14, 16].map((epoch) => [death, at(epoch)]))).toBeUndefined();
});

test.each([
  ['a refused connection', errorOf('Error', { code: 'ECONNREFUSED' })],
  ['a full disk', errorOf('Error', { code: 'ENOSPC' })],
  ['a database that is shut down', errorOf('error', { code: '57P01' })],
  ['a lost connection to it', errorOf('Error', {}, 'Connection terminated unexpectedly')],
  ['an object store that is overloaded', ofStore({ name: 'SlowDown', $metadata: { httpStatusCode: 503 } })],
  ['another one that is', ofStore({ name: 'RestError', statusCode: 500 })],
  ['an object store that does not answer', ofStore({ name: 'Error', code: 'ECONNREFUSED' })],
  ['a project that was replaced under its worker', errorOf('ProjectChangedError')],
])('%s is an outage, and is retried for as long as it lasts', (_, error) => {
  expect(isOutage(error)).toBe(true);
  expect(after(Array.from({ length: 500 }, () => [error, at(7)]))).toBeUndefined();
});

test.each([
  ['a mistake in code', errorOf('TypeError')],
  ['a broken constraint', errorOf('error', { code: '23505' })],
  ['an object store that refuses', ofStore({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } })],
])('%s is none, and gets ten attempts', (_, error) => {
  expect(after(Array.from({ length: 9 }, () => [error, at(7)]))).toBeUndefined();
  expect(after(Array.from({ length: 10 }, () => [error, at(7)]))).toBe('it failed 10 times');
});

test('outages between deaths take none of them back', () => {
  const outage = errorOf('Error', { code: 'ECONNRESET' });
  expect(after([death, outage, death, death, outage, death, death].map((error) => [error, at(7)]))).toBeDefined();
});
