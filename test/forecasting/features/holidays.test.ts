import { expect, it } from 'vitest';
import { panelOfUnits } from '../make-panel.ts';
import { columnsOf } from './columns-of.ts';

// Weeks start on Monday 2024-01-01.
const panel = panelOfUnits([[1, 2, 3, 4]]);

it('gives the week of a holiday, the weeks next to it, and how near it is', () => {
  const holidays = [{ name: 'king', rule: 'nth-weekday', month: 1, weekday: 'monday', nth: 3 }] as const;
  const calendar = { holidays, paydays: { daysOfMonth: [] } };
  expect(columnsOf('holidays', panel, { calendar, horizonWeeks: 2 })).toEqual({
    'holiday:king': [0, 0, 1, 0, 0, 0],
    'holiday:king-before': [0, 1, 0, 0, 0, 0],
    'holiday:king-after': [0, 0, 0, 1, 0, 0],
    // The holiday is on the first day of its week: a day after the week before, seven days before the week after.
    'holiday:king-approach': [1 - 8 / 28, 1 - 1 / 28, 1, 0, 0, 0],
    'holiday:king-aftermath': [0, 0, 1, 1 - 7 / 28, 1 - 14 / 28, 1 - 21 / 28],
  });
});

it('sees neighbours beyond the weeks it knows, in the years around them too', () => {
  const holidays = [
    { name: 'christmas', rule: 'month-day', month: 12, day: 31 },
    { name: 'second', rule: 'dates', dates: ['2024-01-29'] },
  ] as const;
  const columns = columnsOf('holidays', panel, { calendar: { holidays, paydays: { daysOfMonth: [] } } });
  expect(columns['holiday:christmas-after']).toEqual([1, 0, 0, 0]);
  expect(columns['holiday:second-before']).toEqual([0, 0, 0, 1]);
});
