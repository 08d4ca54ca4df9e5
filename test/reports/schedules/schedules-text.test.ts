import { describe, expect, test } from 'vitest';
import type { ScheduleChange, ScheduleFacts } from '../../../src/contracts/schedules.ts';
import { changesLine, changesText, schedulesText } from '../../../src/reports/schedules/schedules-text.ts';

const create: ScheduleChange = {
  action: 'create',
  environment: 'dev',
  scheduleId: 'tick/dev/north',
  differences: [{ field: 'when', to: 'monday 06:00' }],
};
const update: ScheduleChange = {
  action: 'update',
  environment: 'dev',
  scheduleId: 'tick/dev/south',
  differences: [{ field: 'jitter', from: '0 s', to: '60 s' }],
};
const remove: ScheduleChange = { action: 'delete', environment: 'old', scheduleId: 'tick/old/west', differences: [] };

describe('changes of Schedules', () => {
  test('each with what differs, then the count', () => {
    expect(changesText([create, update, remove], { dryRun: false, wanted: 3 })).toBe(
      [
        '+ create tick/dev/north (dev)',
        '    when: monday 06:00',
        '~ update tick/dev/south (dev)',
        '    jitter: 0 s -> 60 s',
        '- delete tick/old/west (old)',
        '3 Schedules: 1 created, 1 updated, 1 deleted, 1 as before',
      ].join('\n'),
    );
  });

  test('a dry run says that nothing was changed', () => {
    expect(changesText([create], { dryRun: true, wanted: 1 })).toMatch(
      /1 Schedule: 1 to create \(dry run: nothing was changed\)$/,
    );
  });

  test('none at all', () => {
    expect(changesLine([], 0)).toBe('no Schedules: the project defines none');
    expect(changesLine([], 2)).toBe('2 Schedules: 2 as before');
  });
});

test('Schedules as a table, times on the clock of each zone, before and after it is changed', () => {
  const facts: ScheduleFacts = {
    environment: 'dev',
    scheduleId: 'tick/dev/north',
    timeZone: 'America/Chicago',
    when: 'monday 06:00',
    paused: true,
    note: 'stocktaking',
    next: ['2025-10-27T11:00:00Z', '2025-11-03T12:00:00Z', '2025-11-10T12:00:00Z', '2025-11-17T12:00:00Z'],
    last: { at: '2025-10-20T11:00:00Z', workflowId: 'tick/dev/north-2025-10-20T11:00:00Z' },
  };
  const row = schedulesText([facts]).split('\n').at(-1) ?? '';
  expect(row.split(/ {2,}/)).toEqual([
    'tick/dev/north',
    'monday 06:00',
    'America/Chicago',
    'paused: stocktaking',
    '2025-10-27 06:00 GMT-5, 2025-11-03 06:00 GMT-6, 2025-11-10 06:00 GMT-6',
    '2025-10-20 06:00 GMT-5',
  ]);
  expect(schedulesText([])).toMatch(/shelfcast schedules sync/);
});
