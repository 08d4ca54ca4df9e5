import { expect, test } from 'vitest';
import type { LeverKind, SeenValues } from '../../../src/contracts/what-if.ts';
import { outcomeWarnings, seenWarnings } from '../../../src/forecasting/index.ts';

const codes = (kind: LeverKind, seen: Omit<SeenValues, 'lever'>, ...values: readonly number[]) =>
  seenWarnings('apples', { lever: { name: 'x', kind }, seen: { lever: 'x', ...seen }, values }).map(({ code }) => code);

test.each([
  ['a price within its range', codes('price', { lowest: 1, highest: 2, weeksAboveZero: 9 }, 1, 2), []],
  ['a price below it', codes('price', { lowest: 1, highest: 2, weeksAboveZero: 9 }, 1.5, 0.9), ['outside-seen']],
  ['a column without any value', codes('price', { weeksAboveZero: 0 }, 1), ['never-seen']],
  ['a promotion that never ran', codes('promotion', { lowest: 0, highest: 0, weeksAboveZero: 0 }, 1), ['never-seen']],
  ['one that ran twice', codes('event', { lowest: 0, highest: 1, weeksAboveZero: 2 }, 1), ['rarely-seen']],
  ['one that ran often', codes('promotion', { lowest: 0, highest: 1, weeksAboveZero: 3 }, 1), []],
  ['one that is dropped', codes('promotion', { lowest: 0, highest: 1, weeksAboveZero: 1 }, 0), []],
])('%s', (_what, found, expected) => {
  expect(found).toEqual(expected);
});

test('a change that moves nothing, or runs into the limits, is said; no change is no warning', () => {
  const figures = (forecast: number) => ({ forecast, mean: 1, p10: 1, p50: 1, p90: 1 });
  const week = (changed: number, after: number, limits: number) => ({
    ...{ week: '2025-10-13', step: 1, levers: [{ lever: 'price', planned: 2, changed }] },
    ...{ before: figures(5), after: figures(after) },
    parts: limits === 0 ? [] : [{ by: 'lasso' as const, group: 'floor and ceiling', logUnits: limits }],
  });
  const codesOf = (...weeks: readonly ReturnType<typeof week>[]) =>
    outcomeWarnings([{ weeks }]).map(({ code }) => code);
  expect(codesOf(week(2, 5, 0))).toEqual([]);
  expect(codesOf(week(1, 5, 0))).toEqual(['no-effect']);
  expect(codesOf(week(1, 9, -0.5))).toEqual(['limited']);
  expect(codesOf(week(1, 9, 0))).toEqual([]);
});
