import { expect, test } from 'vitest';
import { stepsOf, type Explanation } from '../../../src/dashboard/pages/why/steps.ts';

const log = (units: number): number => Math.log1p(units);
const column = { column: 'price', value: '−20%', typical: '+1%', logUnits: 0.3 };
const explained: Explanation = {
  ...{ store: 'n1', item: 'apples', cutoff: '2025-10-06', step: 1, week: '2025-10-13', baseline: 50 },
  members: {},
  lasso: {
    regression: '(pooled)',
    intercept: log(40),
    groups: [
      { group: 'price', logUnits: 0.3, columns: [column] },
      { group: 'calendar', logUnits: 0.002, columns: [] },
      { group: 'weather', logUnits: -0.001, columns: [] },
    ],
    ...{ shift: 0, clipping: 0, logUnits: log(40) + 0.301 },
  },
  ...{ othersChange: -0.1, calibration: 0, ensemble: { units: 49.2, logUnits: log(49.2) } },
  ...{ mean: 50, p10: 30, p50: 49, p90: 70 },
};

test('steps lead from a typical week to the published number; small groups go together, and what adds nothing is left out', () => {
  const steps = stepsOf(explained);
  expect(steps.map(({ name }) => name)).toEqual(['A typical week', 'price', 'Other features', 'Other members']);
  expect(steps[0]?.units).toBeCloseTo(40);
  expect(steps[1]?.note).toBe('price −20%, typically +1%');
  expect(steps.at(-1)?.units).toBe(49.2);
});

test('without a regression there are no steps', () => {
  const { lasso: _, ...others } = explained;
  expect(stepsOf(others)).toEqual([]);
});
