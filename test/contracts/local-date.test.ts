import { describe, expect, test } from 'vitest';
import { lastWholeWeek, localDate } from '../../src/contracts/local-date.ts';
import { weekdayOf } from '../../src/contracts/week.ts';

describe('the date on a wall calendar', () => {
  test.each([
    ['UTC', '2025-12-31T23:59:59Z', '2025-12-31'],
    ['Asia/Tokyo', '2025-12-31T15:00:00Z', '2026-01-01'],
    ['America/Los_Angeles', '2026-01-01T07:59:59Z', '2025-12-31'],
    ['Pacific/Kiritimati', '2025-12-31T10:00:00Z', '2026-01-01'],
    ['Asia/Kathmandu', '2026-02-28T18:15:00Z', '2026-03-01'],
    // Half past one in the morning, once in summer time and once an hour later.
    ['America/Chicago', '2025-11-02T06:30:00Z', '2025-11-02'],
    ['America/Chicago', '2025-11-02T07:30:00Z', '2025-11-02'],
    ['Europe/London', '2025-03-30T00:59:59+00:00', '2025-03-30'],
    ['Europe/London', '2025-10-25T23:30:00Z', '2025-10-26'],
  ])('%s at %s: %s', (timeZone, instant, date) => {
    expect(localDate(instant, timeZone)).toBe(date);
  });

  test('an unknown zone or an invalid instant throws', () => {
    expect(() => localDate('2026-01-01T00:00:00Z', 'Mars/Olympus')).toThrow(RangeError);
    expect(() => localDate('yesterday', 'UTC')).toThrow(RangeError);
  });
});

describe('the last whole week', () => {
  test.each([
    // Monday six in the morning in Chicago, before and after summer time ends, and before and after it begins.
    ['America/Chicago', 'monday', '2025-10-27T11:00:00Z', '2025-10-20'],
    ['America/Chicago', 'monday', '2025-11-03T12:00:00Z', '2025-10-27'],
    ['America/Chicago', 'monday', '2026-03-02T12:00:00Z', '2026-02-23'],
    ['America/Chicago', 'monday', '2026-03-09T11:00:00Z', '2026-03-02'],
    // Midnight decides, on the clock of the zone.
    ['America/Chicago', 'monday', '2025-11-03T05:59:59Z', '2025-10-20'],
    ['America/Chicago', 'monday', '2025-11-03T06:00:00Z', '2025-10-27'],
    // It is Monday in Auckland while it is Sunday in Greenwich, and Sunday in Honolulu while it is Monday there.
    ['Pacific/Auckland', 'monday', '2025-11-02T17:00:00Z', '2025-10-27'],
    ['Pacific/Honolulu', 'monday', '2025-11-03T09:59:00Z', '2025-10-20'],
    // Weeks that start on other days.
    ['UTC', 'sunday', '2025-11-03T06:00:00Z', '2025-10-26'],
    ['UTC', 'thursday', '2025-11-03T06:00:00Z', '2025-10-23'],
    ['UTC', 'thursday', '2025-11-06T00:00:00Z', '2025-10-30'],
    ['UTC', 'saturday', '2025-11-07T23:59:59Z', '2025-10-25'],
    // Over the end of a year.
    ['America/New_York', 'monday', '2026-01-05T11:00:00Z', '2025-12-29'],
    ['America/New_York', 'monday', '2026-01-01T12:00:00Z', '2025-12-22'],
    ['Asia/Tokyo', 'thursday', '2025-12-31T15:00:00Z', '2025-12-25'],
  ] as const)('%s, weeks from %s, at %s: %s', (timeZone, startsOn, instant, week) => {
    expect(lastWholeWeek(instant, timeZone, startsOn)).toBe(week);
    expect(weekdayOf(week)).toBe(startsOn);
  });
});
