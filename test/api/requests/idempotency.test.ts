import { afterAll, beforeAll, expect, test } from 'vitest';
import { doneOnce, type SentCommand } from '../../../src/api/requests/idempotency.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
beforeAll(async () => void (database = await startTestRegistry()));
afterAll(() => database.stop());

let done = 0;
const send = (changes: Partial<SentCommand> = {}, act?: () => Promise<{ status: number; body: string }>) =>
  doneOnce(
    { ...{ actor: 'ann', route: 'POST /cycles', input: { a: 1, b: [2] }, key: 'k', answersOnce: false }, ...changes },
    (use) => use(database.registry),
    act ?? (() => Promise.resolve({ status: 202, body: `{"number":${++done}}` })),
  );

test('the same command with the same key is done once, and answered alike', async () => {
  expect(await send()).toEqual({ status: 202, body: '{"number":1}', isAgain: false });
  expect(await send({ input: { b: [2], a: 1 } })).toEqual({ status: 202, body: '{"number":1}', isAgain: true });
  expect(done).toBe(1);
});

test('another command with the key is refused; somebody else’s key is another', async () => {
  await expect(send({ input: { a: 2 } })).rejects.toMatchObject({ code: 'idempotency-key-reused', status: 422 });
  await expect(send({ route: 'POST /pause' })).rejects.toMatchObject({ code: 'idempotency-key-reused' });
  expect(await send({ actor: 'bob' })).toMatchObject({ isAgain: false });
});

test('while it is being done it is not begun again', async () => {
  const end = Promise.withResolvers<{ status: number; body: string }>();
  const first = send({ key: 'slow' }, () => end.promise);
  await expect
    .poll(() => send({ key: 'slow' }).catch((error: unknown) => error))
    .toMatchObject({ code: 'idempotency-key-busy' });
  end.resolve({ status: 200, body: '{}' });
  await first;
  expect(await send({ key: 'slow' })).toMatchObject({ body: '{}', isAgain: true });
});

test('what was not done is tried again', async () => {
  await expect(send({ key: 'failing' }, () => Promise.reject(new Error('no server')))).rejects.toThrow('no server');
  expect(await send({ key: 'failing' })).toMatchObject({ status: 202, isAgain: false });
});

test('an answer with a secret is not kept', async () => {
  const answer = () => Promise.resolve({ status: 200, body: '{"key":"shelfcast_x"}' });
  expect(await send({ key: 'secret', answersOnce: true }, answer)).toMatchObject({ body: '{"key":"shelfcast_x"}' });
  await expect(send({ key: 'secret', answersOnce: true }, answer)).rejects.toMatchObject({ code: 'answered-once' });
});

test.each(['', 'a b', 'x'.repeat(201), 'ü'])('"%s" is no key', async (key) => {
  await expect(send({ key })).rejects.toMatchObject({ code: 'idempotency-key-malformed', status: 400 });
});
