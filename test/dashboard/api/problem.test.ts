import { expect, test } from 'vitest';
import { problemOf } from '../../../src/dashboard/api/problem.ts';

test('a problem of the server is its detail, with all facts', async () => {
  const body = { title: 'Conflict', status: 409, detail: 'north is paused', code: 'controller-refused' };
  const problem = await problemOf(new Response(JSON.stringify(body), { status: 409 }));
  expect(problem.message).toBe('north is paused');
  expect(problem.details).toEqual(body);
  expect(problem.mayPass).toBe(false);
});

test('anything else, such as the page of a proxy, is named by its status', async () => {
  const problem = await problemOf(new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
  expect(problem.message).toBe('The server answered 502 Bad Gateway.');
  expect(problem.mayPass).toBe(true);
});

test('a region before its first cycle is no fault', async () => {
  const body = { status: 404, detail: 'no dataset version of region "north" is registered' };
  const before = new Response(JSON.stringify({ ...body, code: 'region-without-dataset' }), { status: 404 });
  expect((await problemOf(before)).isNothingYet).toBe(true);
  const unknown = new Response(JSON.stringify({ ...body, code: 'unknown-region' }), { status: 404 });
  expect((await problemOf(unknown)).isNothingYet).toBe(false);
});
