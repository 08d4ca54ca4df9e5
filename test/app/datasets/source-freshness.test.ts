import { expect, test } from 'vitest';
import { freshnessOf } from '../../../src/app/datasets/source-freshness.ts';

test.each([
  ['of the cutoff week', '2026-11-09', 0, 'fresh', '2026-11-30'],
  ['ahead of it', '2026-11-30', 0, 'fresh', '2026-12-21'],
  ['as old as it may be', '2026-11-02', 1, 'fresh', '2026-11-23'],
  ['older', '2026-10-26', 2, 'late', '2026-11-16'],
] as const)('a source whose newest row is %s', (_, lastWeek, weeksBehind, state, dueBy) => {
  expect(freshnessOf({ kind: 'shipments' }, { lastWeek }, '2026-11-09')).toEqual({
    ...{ state, lastWeek, weeksBehind, maxWeeksBehind: 1, dueBy },
  });
});

test('a source may say itself how old it may be', () => {
  const source = { kind: 'weather', freshness: { maxWeeksBehind: 4, severity: 'warn' } } as const;
  expect(freshnessOf(source, { lastWeek: '2026-10-12' }, '2026-11-09')).toMatchObject({ state: 'fresh' });
  expect(freshnessOf(source, { lastWeek: '2026-10-05' }, '2026-11-09')).toMatchObject({ state: 'late' });
});

test('without a row of any week it is missing; rows that need not come every week are never late', () => {
  expect(freshnessOf({ kind: 'shipments' }, {}, '2026-11-09')).toEqual({ state: 'missing', maxWeeksBehind: 1 });
  expect(freshnessOf({ kind: 'events' }, { lastWeek: '2025-01-06' }, '2026-11-09').state).toBe('undated');
  expect(freshnessOf({ kind: 'stores' }, {}, '2026-11-09')).toEqual({ state: 'undated' });
  expect(freshnessOf({ kind: 'stores' }, undefined, '2026-11-09')).toEqual({ state: 'missing' });
});
