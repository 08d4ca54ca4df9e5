import { expect, test } from 'vitest';
import { ApiError } from '../../src/api/api-error.ts';
import { problemOf } from '../../src/api/problem.ts';
import { SettingsError } from '../../src/composition/settings-error.ts';
import { refusal } from '../../src/app/refusal.ts';

test('a refusal is a problem with its code, its facts, and where in the request', () => {
  const faults = [{ path: ['tags', 'a/b~c'], message: 'is too long' }];
  expect(problemOf(refusal('invalid-input', { operation: 'models.tag', faults }))).toEqual({
    type: 'urn:shelfcast:problem:invalid-input',
    title: 'Bad Request',
    status: 400,
    detail: 'this cannot be asked: tags.a/b~c: is too long',
    code: 'invalid-input',
    facts: { operation: 'models.tag', faults },
    errors: [{ pointer: '/tags/a~1b~0c', detail: 'is too long' }],
  });
});

test.each([
  [refusal('unknown-region', { region: 'west', known: ['north'] }), 404, 'unknown-region'],
  [refusal('controller-refused', { region: 'north', type: 'LedgerFull', reason: 'full' }), 409, 'controller-refused'],
  [new ApiError('key-missing', 'no key'), 401, 'key-missing'],
  [Object.assign(new Error('Body is too large'), { statusCode: 413 }), 413, 'malformed-request'],
  [Object.assign(new Error('Rate limit exceeded'), { statusCode: 429 }), 429, 'too-many-requests'],
  [Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }), 503, 'unavailable'],
  [new SettingsError('MLFLOW_TRACKING_URI is not set'), 409, 'not-configured'],
  [new TypeError('postgres://user:secret@host'), 500, 'failed'],
])('%s', (error, status, code) => {
  expect(problemOf(error)).toMatchObject({ status, code });
});

test('what failed inside stays inside', () => {
  expect(JSON.stringify(problemOf(new TypeError('postgres://user:secret@host')))).not.toContain('secret');
});
