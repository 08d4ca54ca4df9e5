import { expect, test } from 'vitest';
import { elapsed } from '../../../src/cli/progress/elapsed.ts';

test.each([
  ['2026-11-09T10:00:00.999Z', '0:00'],
  ['2026-11-09T10:03:07.500Z', '3:07'],
  ['2026-11-09T12:00:59.000Z', '120:59'],
  // The clock of the server may be ahead.
  ['2026-11-09T09:59:58.000Z', '0:00'],
])('from ten to %s: %s', (now, expected) => {
  expect(elapsed(new Date('2026-11-09T10:00:00Z'), new Date(now))).toBe(expected);
});
