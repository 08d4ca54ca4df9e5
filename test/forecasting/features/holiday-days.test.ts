import { expect, it } from 'vitest';
import type { HolidayRule } from '../../../src/contracts/features.ts';
import { isoDateOfEpochDay } from '../../../src/contracts/week.ts';
import { holidayDays } from '../../../src/forecasting/features/holiday-days.ts';

it.each<[string, HolidayRule, string[]]>([
  ['dates', { rule: 'dates', dates: ['2024-02-11', '2031-02-09'] }, ['2024-02-11', '2031-02-09']],
  ['the same day every year', { rule: 'month-day', month: 12, day: 25 }, ['2023-12-25', '2024-12-25', '2025-12-25']],
  ['leap day', { rule: 'month-day', month: 2, day: 29 }, ['2024-02-29']],
  [
    'the fourth Thursday of November',
    { rule: 'nth-weekday', month: 11, weekday: 'thursday', nth: 4 },
    ['2023-11-23', '2024-11-28', '2025-11-27'],
  ],
  [
    'the last Monday of May',
    { rule: 'nth-weekday', month: 5, weekday: 'monday', nth: 'last' },
    ['2023-05-29', '2024-05-27', '2025-05-26'],
  ],
  [
    'the first Monday of September',
    { rule: 'nth-weekday', month: 9, weekday: 'monday', nth: 1 },
    ['2023-09-04', '2024-09-02', '2025-09-01'],
  ],
  [
    'a fifth Sunday of June',
    { rule: 'nth-weekday', month: 6, weekday: 'sunday', nth: 5 },
    ['2024-06-30', '2025-06-29'],
  ],
  ['Easter', { rule: 'easter', offsetDays: 0 }, ['2023-04-09', '2024-03-31', '2025-04-20']],
  ['Good Friday', { rule: 'easter', offsetDays: -2 }, ['2023-04-07', '2024-03-29', '2025-04-18']],
])('%s', (_, rule, dates) => {
  expect(Array.from(holidayDays(rule, 2023, 2025), isoDateOfEpochDay)).toEqual(dates);
});

it('has Easter between March 22 and April 25, on a Sunday, for four centuries', () => {
  const days = [...holidayDays({ rule: 'easter', offsetDays: 0 }, 1900, 2299)];
  expect(days).toHaveLength(400);
  for (const day of days) {
    // 1970-01-04 was a Sunday.
    expect((((day - 3) % 7) + 7) % 7).toBe(0);
    const date = isoDateOfEpochDay(day).slice(5);
    expect(date >= '03-22' && date <= '04-25').toBe(true);
  }
});
