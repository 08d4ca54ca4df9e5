import { expect, test } from 'vitest';
import { ForecastTable, type ForecastRow } from '../../../src/jobs/scoring/forecast-table.ts';

const scored: ForecastRow = {
  segment: { region: 'north', format: 'large', velocity: 'fast' },
  store: 'n1',
  item: 'apples',
  cutoff: '2025-10-06',
  step: 2,
  week: '2025-10-20',
  scoredBy: 'model-1',
  forecast: 61.5,
  mean: 64,
  baseline: 58,
  lasso: 60,
  network: 63,
  trees: 62,
  seasonal: 59,
  p10: 40,
  p50: 60.5,
  p90: 85,
};
const members = { lasso: undefined, network: undefined, trees: undefined, seasonal: undefined };
const missing = { ...members, mean: undefined, p10: undefined, p50: undefined, p90: undefined };

test('a row a forecast, in the order of the published columns; what the baseline cannot say is missing', () => {
  const table = new ForecastTable();
  table.add(scored);
  table.add({ ...scored, ...missing, store: 'n2', step: 1, week: '2025-10-13', scoredBy: 'baseline', forecast: 58 });
  expect(table.rows).toBe(2);
  expect(Object.entries(table.columns())).toEqual([
    ['region', ['north', 'north']],
    ['format', ['large', 'large']],
    ['velocity', ['fast', 'fast']],
    ['store', ['n1', 'n2']],
    ['item', ['apples', 'apples']],
    ['cutoff', ['2025-10-06', '2025-10-06']],
    ['week', ['2025-10-20', '2025-10-13']],
    ['step', Float64Array.of(2, 1)],
    ['forecast', Float64Array.of(61.5, 58)],
    ['mean', Float64Array.of(64, Number.NaN)],
    ['p10', Float64Array.of(40, Number.NaN)],
    ['p50', Float64Array.of(60.5, Number.NaN)],
    ['p90', Float64Array.of(85, Number.NaN)],
    ['baseline', Float64Array.of(58, 58)],
    ['lasso', Float64Array.of(60, Number.NaN)],
    ['network', Float64Array.of(63, Number.NaN)],
    ['seasonal', Float64Array.of(59, Number.NaN)],
    ['trees', Float64Array.of(62, Number.NaN)],
    ['scored_by', ['model-1', 'baseline']],
  ]);
});

test('without forecasts every column is there, and empty', () => {
  const columns = new ForecastTable().columns();
  expect(Object.keys(columns)).toHaveLength(19);
  expect(Object.values(columns).every((column) => column.length === 0)).toBe(true);
});
