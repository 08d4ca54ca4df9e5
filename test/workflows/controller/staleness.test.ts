import { expect, test } from 'vitest';
import { staleFrom } from '../../../src/workflows/controller/staleness.ts';

const at = (day: string) => Date.parse(`${day}T12:00:00Z`);

test('a champion is stale on the first day on which it is more than the given number of days old', () => {
  expect(staleFrom('2026-11-09', 60, at('2026-11-17')).toISOString()).toBe('2027-01-09T00:00:00.000Z');
});

test('one trained on data that old already is looked at again after as many days, not at once', () => {
  expect(staleFrom('1992-06-04', 60, at('2026-11-17')).toISOString()).toBe('2027-01-16T12:00:00.000Z');
});

test('a limit of less than a day is kept', () => {
  expect(staleFrom('2026-11-09', 0.5, at('2026-11-17')).toISOString()).toBe('2026-11-18T00:00:00.000Z');
});
