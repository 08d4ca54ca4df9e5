import { expect, test } from 'vitest';
import type { RegisteredCycle } from '../../../src/ports/cycle-catalogue.ts';
import { cyclesText } from '../../../src/reports/cycles/cycles-text.ts';

const cycle: RegisteredCycle = {
  cycleId: 'cycle/dev/north/2025-10-06/2',
  ...{ environment: 'dev', region: 'north', cutoff: '2025-10-06', state: 'degraded' },
  triggers: [
    { id: 't1', cause: 'timer', requestedBy: 'weekly' },
    { id: 't2', cause: 'data', requestedBy: 'watch' },
    { id: 't3', cause: 'data', requestedBy: 'watch' },
  ],
  ...{ openedAt: '2025-10-13T05:00:00.400Z', closedAt: '2025-10-13T06:04:07.100Z' },
  ...{ degradedReasons: ['large/slow: too little history'], forecastRows: 480 },
};

test('cycles are a table, what went wrong is below, and then where older ones are', () => {
  const { closedAt: _closedAt, forecastRows: _rows, ...open } = cycle;
  const running: RegisteredCycle = { ...open, cycleId: 'c3', state: 'running', degradedReasons: [], triggers: [] };
  const failed: RegisteredCycle = { ...running, ...{ cycleId: 'c1', state: 'failed', failure: 'no shipments' } };
  const short = { ...failed, closedAt: '2025-10-13T05:00:09.400Z' };
  expect(cyclesText({ cycles: [running, cycle, short], nextPage: 'Y3ljbGU' }).split('\n')).toEqual([
    expect.stringMatching(/^started +took +state +triggers +forecasts +cycle$/),
    expect.stringMatching(/^[- ]+$/),
    expect.stringMatching(/^2025-10-13 05:00 +- +running +- +c3$/),
    expect.stringMatching(
      /^2025-10-13 05:00 +1:04:07 +degraded +timer by weekly, data by watch +480 +cycle\/dev\/north\/2025-10-06\/2$/,
    ),
    expect.stringMatching(/^2025-10-13 05:00 +0:09 +failed +- +c1$/),
    '',
    'cycle/dev/north/2025-10-06/2: large/slow: too little history',
    'c1: no shipments',
    '',
    'older ones: --page Y3ljbGU',
  ]);
});

test('none is a sentence', () => {
  expect(cyclesText({ cycles: [] })).toBe('no cycle matches');
});
