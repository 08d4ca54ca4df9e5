import { expect, test } from 'vitest';
import { requestOf } from '../../../src/dashboard/api/request-of.ts';

test('what a path names comes from the input, with its slashes encoded; the rest is the query', () => {
  expect(requestOf('cycles.show', { environment: 'dev', cycleId: 'cycle/dev/north/2025-10-06/1' })).toEqual({
    method: 'GET',
    url: '/api/v1/environments/dev/cycles/cycle%2Fdev%2Fnorth%2F2025-10-06%2F1',
  });
  expect(requestOf('cycles.list', { environment: 'dev', region: 'north', limit: 24 }).url).toBe(
    '/api/v1/environments/dev/cycles?region=north&limit=24',
  );
});

test('a list repeats its name, a record names its entries, and what is undefined is left out', () => {
  expect(requestOf('controllers.status', { environment: 'dev', regions: ['north', 'south'] }).url).toBe(
    '/api/v1/environments/dev/regions?regions=north&regions=south',
  );
  expect(requestOf('models.list', { environment: 'dev', tags: { owner: 'ann' }, stage: undefined }).url).toBe(
    '/api/v1/environments/dev/models?tags%5Bowner%5D=ann',
  );
});

test('a command sends what its path does not name as JSON', () => {
  expect(requestOf('promotions.approve', { environment: 'dev', challenger: 'a81f', reason: 'better' })).toEqual({
    method: 'POST',
    url: '/api/v1/environments/dev/promotions/a81f/approval',
    body: '{"reason":"better"}',
  });
});

test('an input without what the path needs is a mistake of the caller', () => {
  expect(() => requestOf('cycles.show', { environment: 'dev' })).toThrow(
    'cycles.show needs cycleId for /environments/{environment}/cycles/{cycleId}',
  );
});
