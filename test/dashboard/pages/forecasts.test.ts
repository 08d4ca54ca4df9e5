import { expect, test } from 'vitest';
import { forecastRowOf } from '../../../src/dashboard/pages/forecasts/rows.ts';

const published = {
  ...{ region: 'north', format: 'large', velocity: 'fast', store: 'n1', item: 'apples', cutoff: '2025-10-06' },
  ...{ week: '2025-10-13', step: 1, forecast: 40, mean: 44, p10: 30, p50: 40, p90: null, baseline: 50 },
  scored_by: 'a81f',
};

test('a row of the published table, a figure that is missing as null', () => {
  expect(forecastRowOf(published)).toEqual({
    ...{ store: 'n1', item: 'apples', segment: 'large · fast', week: '2025-10-13', step: 1 },
    ...{ forecast: 40, mean: 44, p10: 30, p50: 40, p90: null, baseline: 50, scoredBy: 'a81f' },
  });
});
