import { expect, test } from 'vitest';
import { weekAxis } from '../../../src/dashboard/parts/week-axis.ts';

const daysOf = (weeks: readonly string[], width: number) =>
  weekAxis(weeks, width).ticks.map((tick) => tick.toISOString().slice(0, 10));

test('an axis names the weeks of the data and no day between them', () => {
  expect(daysOf(['2026-01-12', '2026-01-05', '2026-01-12'], 600)).toEqual(['2026-01-05', '2026-01-12']);
});

test('where there is little room, every second week or so', () => {
  const weeks = ['2026-01-05', '2026-01-12', '2026-01-19', '2026-01-26'];
  expect(daysOf(weeks, 150)).toEqual(['2026-01-05', '2026-01-19']);
});
