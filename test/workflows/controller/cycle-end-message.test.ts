import { expect, test } from 'vitest';
import { readCycleEnd } from '../../../src/workflows/controller/cycle-end-message.ts';

const lastCycle = { cycleId: 'cycle/1', cutoff: '2026-11-09', state: 'succeeded', failedSegments: [] };

test.each([
  [{ lastCycle }],
  [{ lastCycle, oldestTrainingCutoff: '2026-08-03' }],
  [{ lastCycle, pages: 'https://shelfcast.example' }],
  [{ lastCycle: { ...lastCycle, state: 'failed', failure: 'no sales' } }],
])('the end of a cycle is understood: %j', (message) => {
  expect(readCycleEnd(message)).toEqual(message);
});

test.each([
  undefined,
  'cycle/1',
  {},
  { lastCycle: { ...lastCycle, cycleId: 1 } },
  { lastCycle: { ...lastCycle, state: 'running' } },
  { lastCycle: { ...lastCycle, failedSegments: 'none' } },
  { lastCycle, oldestTrainingCutoff: 5 },
  { lastCycle, pages: {} },
])('anything else is not: %j', (message) => {
  expect(readCycleEnd(message)).toBeUndefined();
});
