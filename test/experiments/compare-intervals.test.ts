import { expect, test } from 'vitest';
import { compareIntervals } from '../../src/experiments/compare-intervals.ts';
import { pairRows } from '../../src/experiments/pair-rows.ts';
import { rowsTable } from '../support/rows-table.ts';

const weeks = ['2025-09-01', '2025-09-08', '2025-09-15', '2025-09-22', '2025-09-29'];
const rows = (quantiles: Readonly<Record<string, number | string>>) =>
  rowsTable(weeks.map((week, index) => ({ week, actual: index === 4 ? 30 : 10, ensemble: 10, ...quantiles })));
const weekOf = ({ inA }: { readonly inA: number }) => weeks[inA]!;

test('coverage, width and pinball loss of both', () => {
  const [a, b] = [rows({ p10: 5, p50: 10, p90: 20 }), rows({ p10: 8, p50: 10, p90: 12 })];
  const compared = compareIntervals(a, b, pairRows(a, b, 'ensemble').pairs, weekOf)!;
  expect(compared).toMatchObject({ rows: 5, coverage: { a: 0.8, b: 0.8 }, width: { a: 75 / 70, b: 20 / 70 } });
  // A: four weeks of (0.5 + 0 + 1) / 3, one of (2.5 + 10 + 9) / 3; B: four of (0.2 + 0 + 0.2) / 3, one of (2.2 + 10 + 16.2) / 3.
  expect(compared.pinball.a).toBeCloseTo((4 * 0.5 + 21.5 / 3) / 70, 12);
  expect(compared.pinball.b).toBeCloseTo(((4 * 0.4) / 3 + 28.4 / 3) / 70, 12);
  expect(compared.pinball).toMatchObject({ weeks: 5, verdict: 'no-difference' });
});

test('rows without quantiles in one of both are left out', () => {
  const [a, b] = [rows({ p10: 5, p50: 10, p90: 20 }), rows({ p10: '', p50: '', p90: '' })];
  expect(compareIntervals(a, b, pairRows(a, b, 'ensemble').pairs, weekOf)).toBeUndefined();
  const without = rows({});
  expect(compareIntervals(a, without, pairRows(a, without, 'ensemble').pairs, weekOf)).toBeUndefined();
});
