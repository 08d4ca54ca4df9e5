import { expect, it } from 'vitest';
import { rowsPerTree } from '../../../src/forecasting/trees/row-draws.ts';

it.each([
  ['all of few rows', 15_000, 0.25, 15_000],
  ['at least 20,000', 60_000, 0.25, 20_000],
  ['the share of many', 200_000, 0.25, 50_000],
  ['the share of a quarter million of more', 4_000_000, 0.25, 65_536],
  ['all where that is asked for', 200_000, 1, 200_000],
  ['no more than memory allows', 4_000_000, 1, 262_144],
])('a tree learns from %s', (_what, rows, share, expected) => {
  expect(rowsPerTree(rows, share)).toBe(expected);
});
