import { expect, it } from 'vitest';
import { panelOfUnits } from '../make-panel.ts';
import { columnsOf } from './columns-of.ts';

// Ten weeks from Monday 2024-01-01; January 31 and February 29 are in weeks 4 and 8.
const panel = panelOfUnits([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]);
const paid = (...daysOfMonth: (number | 'last')[]) =>
  columnsOf('paydays', panel, { calendar: { holidays: [], paydays: { daysOfMonth } } });

it('counts paydays of the week and of the one before', () => {
  expect(paid(15, 'last')).toEqual({
    paydays: [0, 0, 1, 0, 1, 0, 1, 0, 1, 0],
    // December 31 was in the week before the first.
    'paydays-week-before': [1, 0, 0, 1, 0, 1, 0, 1, 0, 1],
  });
});

it('moves a day a month has not got to its last, and counts a day once', () => {
  expect(paid(31)['paydays']).toEqual([0, 0, 0, 0, 1, 0, 0, 0, 1, 0]);
  expect(paid(31, 'last')).toEqual(paid(31));
  expect(paid(1, 2)['paydays']).toEqual([2, 0, 0, 0, 2, 0, 0, 0, 2, 0]);
});
