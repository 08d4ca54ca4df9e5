import { expect, test } from 'vitest';
import type { LedgerEntry, Trigger } from '../../../src/contracts/trigger.ts';
import { quietUntil } from '../../../src/workflows/controller/quiet-period.ts';

const policy = { quietPeriodSeconds: 60, longestWaitSeconds: 300 };
const heard = (second: number, cause: Trigger['cause'] = 'data'): LedgerEntry => ({
  trigger: { id: String(second), cause, requestedBy: 'watch' },
  acceptedAt: new Date(1000 * second).toISOString(),
  state: 'pending',
});

test.each<[string, readonly LedgerEntry[], number | undefined]>([
  ['a minute after the only change', [heard(0)], 60],
  ['a minute after the latest change', [heard(0), heard(50)], 110],
  ['no later than the longest wait after the first one', [heard(0), heard(290)], 300],
  ['in the past, where the outage was longer', [heard(0), heard(1000)], 300],
  ['not at all where a person asks too', [heard(0), heard(10, 'request')], undefined],
  ['not at all where the clock asks too', [heard(0, 'timer'), heard(10)], undefined],
  ['not at all where nothing waits', [], undefined],
])('more files are waited for until %s', (_what, pending, seconds) => {
  expect(quietUntil(pending, policy)).toBe(seconds === undefined ? undefined : 1000 * seconds);
});
