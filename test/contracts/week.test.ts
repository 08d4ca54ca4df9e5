import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addWeeks,
  epochDay,
  isoDateOfEpochDay,
  weekContaining,
  weekdayOf,
  weekdays,
  weeksBetween,
} from '../../src/contracts/week.ts';

describe('weeks', () => {
  test('a week is seven days, over the end of a year and a leap day', () => {
    expect(addWeeks('2026-12-28', 1)).toBe('2027-01-04');
    expect(addWeeks('2024-02-26', 1)).toBe('2024-03-04');
    expect(addWeeks('1990-06-14', 117)).toBe('1992-09-10');
    expect(weeksBetween('1992-09-10', '1990-06-14')).toBe(-117);
  });

  test('weekdays, before 1970 too', () => {
    expect(weekdayOf('2026-11-21')).toBe('saturday');
    expect(weekdayOf('1969-12-31')).toBe('wednesday');
    expect(weekdayOf('1990-06-14')).toBe('thursday');
  });

  test.each(['2026-02-30', '2026-13-01', '2026-1-1', '20261121', '', 'last week', '2026-11-21T00:00:00Z'])(
    '"%s" is no calendar date',
    (text) => {
      expect(() => epochDay(text)).toThrow(RangeError);
    },
  );

  test('law: every day has a number, which leads back to it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_000, max: 2_900_000 }), (day) => {
        expect(epochDay(isoDateOfEpochDay(day))).toBe(day);
      }),
    );
  });

  test('law: a day that its month does not have is no calendar date', () => {
    const two = (value: number): string => String(value).padStart(2, '0');
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 99 }),
        (year, month, day) => {
          const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
          const text = `${year}-${two(month)}-${two(day)}`;
          if (day >= 1 && day <= days) expect(isoDateOfEpochDay(epochDay(text))).toBe(text);
          else expect(() => epochDay(text)).toThrow(RangeError);
        },
      ),
    );
  });

  test('law: the week that contains a day starts on the asked weekday, at most six days before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.constantFrom(...weekdays), (day, startsOn) => {
        const week = weekContaining(isoDateOfEpochDay(day), startsOn);
        expect(weekdayOf(week)).toBe(startsOn);
        expect(day - epochDay(week)).toBeGreaterThanOrEqual(0);
        expect(day - epochDay(week)).toBeLessThan(7);
      }),
    );
  });
});
