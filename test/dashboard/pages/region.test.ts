import { expect, test } from 'vitest';
import { endOf } from '../../../src/dashboard/pages/region/ledger-words.ts';
import { lastOfEachCutoff, looksOf } from '../../../src/dashboard/pages/region/outcomes.ts';

test('of each week the cycle that was opened last is shown, weeks in order', () => {
  const cycles = [
    { cutoff: '2026-11-16', openedAt: '2026-11-29T12:00:00Z', number: 3 },
    { cutoff: '2026-11-09', openedAt: '2026-11-22T12:00:00Z', number: 1 },
    { cutoff: '2026-11-16', openedAt: '2026-11-29T11:00:00Z', number: 2 },
  ];
  expect(lastOfEachCutoff(cycles).map(({ number }) => number)).toEqual([1, 3]);
});

test('what no champion scored stands out, whatever became of the challenger', () => {
  expect(looksOf({ outcome: 'promoted', scoredBy: 'champion' }).tone).toBe('good');
  expect(looksOf({ outcome: 'rejected', scoredBy: 'champion' }).tone).toBe('calm');
  expect(looksOf({ outcome: 'rejected', scoredBy: 'seasonal' }).tone).toBe('warn');
  expect(looksOf({ outcome: 'awaiting-approval', scoredBy: 'seasonal' }).tone).toBe('warn');
  expect(looksOf({ outcome: 'failed', scoredBy: 'baseline' }).tone).toBe('bad');
});

test('the ledger says why something did not run', () => {
  expect(endOf({ state: 'merged' }).why).toBe('Another trigger’s cycle did its work.');
  const trigger = { id: 'tick-7', cause: 'timer', requestedBy: 'tick/dev/north' } as const;
  expect(endOf({ state: 'merged' }, { trigger, acceptedAt: '2025-11-16T12:00:00Z' }).why).toMatch(
    /^The cycle for the weekly schedule of 16 Nov 2025, \d\d:\d\d did its work.$/,
  );
  expect(endOf({ state: 'failed' }).why).toBe('No cycle could be started.');
  expect(endOf({ state: 'failed', cycleId: 'cycle/dev/north/2026-11-16/1', failure: 'no shipments' }).why).toBe(
    'no shipments',
  );
});
