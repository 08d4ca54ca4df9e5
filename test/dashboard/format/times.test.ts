import { expect, test } from 'vitest';
import { duration, fromNow } from '../../../src/dashboard/format/times.ts';

test.each([
  [19_000, '19 s'],
  [120_000, '2 min'],
  [252_000, '4 min 12 s'],
  [7_500_000, '2 h 5 min'],
  [3 * 86_400_000, '3 days'],
])('%d milliseconds last %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});

test('how long ago, or in how long', () => {
  const now = new Date('2026-11-29T12:00:00Z');
  expect(fromNow('2026-11-29T11:59:30Z', now)).toBe('just now');
  expect(fromNow('2026-11-29T11:41:10Z', now)).toBe('18 min ago');
  expect(fromNow('2026-12-01T11:00:00Z', now)).toBe('in 47 h');
});
