import { expect, test, vi } from 'vitest';
import { TemporalUnreachableError } from '../../src/composition/temporal-errors.ts';
import { waitUntilThere } from '../../src/workers/wait-until-there.ts';

const refused: Error = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });

test.each<[string, Error]>([
  ['a registry that refuses connections', refused],
  ['a registry that is starting', Object.assign(new Error('starting up'), { code: '57P03' })],
  [
    "Temporal's server that refuses connections",
    Object.assign(new Error('tcp connect error'), { name: 'TransportError' }),
  ],
  ["Temporal's server that is looked at before", new TemporalUnreachableError('127.0.0.1:7233', 'connection refused')],
])('%s is waited for, which is said once', async (_, error) => {
  const onWait = vi.fn();
  let tries = 0;
  const there = await waitUntilThere(() => {
    tries += 1;
    return tries < 3 ? Promise.reject(error) : Promise.resolve('there');
  }, onWait);
  expect(there).toBe('there');
  expect(onWait.mock.calls).toEqual([[error]]);
});

test('what waiting does not help is thrown at once', async () => {
  const denied = Object.assign(new Error('password authentication failed'), { code: '28P01' });
  const onWait = vi.fn();
  await expect(waitUntilThere(() => Promise.reject(denied), onWait)).rejects.toBe(denied);
  expect(onWait).not.toHaveBeenCalled();
});

test('what stays away for a minute is thrown', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    const attempt = vi.fn(() => {
      vi.advanceTimersByTime(40_000);
      return Promise.reject(refused);
    });
    await expect(waitUntilThere(attempt, () => undefined)).rejects.toBe(refused);
    expect(attempt).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});
