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
  expect(looksOf({ outcome: 'awaiting-approval', scoredBy: 'seasonal' }).tone).toBe('warn');
  expect(looksOf({ outcome: 'failed', scoredBy: 'baseline' }).tone).toBe('bad');
});

test('the ledger says why something did not run', () => {
  expect(endOf({ state: 'merged', mergedInto: 'tick-7' })).toEqual({
    ...{ tone: 'calm', word: 'Merged', why: 'Part of tick-7.' },
  });
  expect(endOf({ state: 'failed' }).why).toBe('No cycle could be started.');
  expect(endOf({ state: 'failed', cycleId: 'cycle/dev/north/2026-11-16/1', failure: 'no shipments' }).why).toBe(
    'no shipments',
  );
});
