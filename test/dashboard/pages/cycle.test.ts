import { expect, test } from 'vitest';
import { errorsByWeek } from '../../../src/dashboard/pages/cycle/errors-by-week.ts';
import { stageStates } from '../../../src/dashboard/pages/cycle/stages.ts';

test('stages before the one it is at are done, those after it lie ahead', () => {
  expect(stageStates('train')).toEqual(['done', 'done', 'done', 'now', 'ahead', 'ahead', 'ahead', 'ahead']);
  expect(new Set(stageStates('waiting'))).toEqual(new Set(['ahead']));
  expect(new Set(stageStates('done'))).toEqual(new Set(['done']));
});

test('errors of a week are added up over the segments before they are divided', () => {
  const week = (name: string, units: number, absoluteError: number, baselineAbsoluteError: number) => ({
    ...{ week: name, rows: 1, units, absoluteError, baselineAbsoluteError },
  });
  const segments = {
    'large/fast': [week('2026-11-16', 30, 6, 12), week('2026-11-09', 0, 2, 2)],
    'small/slow': [week('2026-11-16', 10, 4, 8)],
  };
  expect(errorsByWeek(segments)).toEqual([
    { week: '2026-11-09', units: 0, published: null, baseline: null },
    { week: '2026-11-16', units: 40, published: 0.25, baseline: 0.5 },
  ]);
});
