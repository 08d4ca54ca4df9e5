import { expect, test } from 'vitest';
import { savingOf, totalsOf, wapeOf, type ValueWeek } from '../../../src/dashboard/pages/value/value-words.ts';

const week = (units: number, error: number): ValueWeek => ({
  ...{ week: '2026-11-16', cutoff: '2026-11-09', rows: 1, units, error, baselineError: 2 * error },
  lastYear: { rows: 1, units, error: 3 * error, published: error },
});

test('weeks are added up before errors are compared', () => {
  const totals = totalsOf([week(10, 2), week(30, 4)]);
  expect(totals).toEqual({ units: 40, error: 6, baselineError: 12, lastYear: { error: 18, published: 6 } });
  expect(savingOf(totals.error, totals.baselineError)).toBe(-0.5);
});

test('what is divided by nothing is not known', () => {
  expect(savingOf(1, 0)).toBeUndefined();
  expect(wapeOf(1, 0)).toBeNull();
  expect(wapeOf(1, 4)).toBe(0.25);
});
