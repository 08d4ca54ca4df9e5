import { expect, it } from 'vitest';
import { returnsFeatures } from '../../../src/forecasting/features/returns.ts';
import { asHistory } from '../../../src/forecasting/features/week-matrix.ts';

const no = Number.NaN;

function rates(returned: readonly number[], units: readonly number[]): Record<string, number[]> {
  const columns = returnsFeatures(
    asHistory(Float64Array.from(returned)),
    asHistory(Float64Array.from(units, Math.log1p)),
    units.length,
  );
  return Object.fromEntries(
    columns.map(({ name, values }) => [name, Array.from(values, (value) => Math.round(1e6 * value) / 1e6)]),
  );
}

it('are a share of what was sold in the weeks that know both', () => {
  expect(rates([1, no, 4, 5], [10, 10, no, 5])).toEqual({
    'returns-rate-8': [0.1, 0.1, 0.1, 0.4],
    'returns-rate-26': [0.1, 0.1, 0.1, 0.4],
    'returns-missing': [0, 0, 0, 0],
  });
});

it('are never more than all, nor fewer than none', () => {
  expect(rates([30, -5], [10, 10])['returns-rate-8']).toEqual([1, 1]);
});

it('are none, and said to be missing, where nothing is known', () => {
  expect(rates([no, 3], [5, no])).toMatchObject({ 'returns-rate-8': [0, 0], 'returns-missing': [1, 1] });
  expect(rates([0, 0], [0, 0])).toMatchObject({ 'returns-rate-8': [0, 0], 'returns-missing': [0, 0] });
});
