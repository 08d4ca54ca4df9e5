import { expect, test } from 'vitest';
import { stepsOf, type Explanation } from '../../../src/dashboard/pages/why/steps.ts';
import { treesInWords } from '../../../src/dashboard/pages/why/trees-in-words.ts';

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

test('trees are shown with where they start and what moves them most', () => {
  const groups = [
    { group: 'price', logUnits: Math.log(1.2) },
    { group: 'store', logUnits: Math.log(0.9) },
    { group: 'calendar', logUnits: 0.01 },
    { group: 'weather', logUnits: 0.001 },
  ];
  const trees = { start: log(40), usual: 0, groups, clipping: 0, logUnits: log(40) + Math.log(1.1) };
  expect(treesInWords(trees)).toBe(
    'boosted trees: 40 by level and drivers, moved ×1.1, most by price ×1.2, store ×0.9, calendar ×1.01',
  );
  expect(treesInWords({ ...trees, groups: [], logUnits: log(40) })).toBe(
    'boosted trees: 40 by level and drivers, moved ×1',
  );
  expect(treesInWords(undefined)).toMatch(/too little history/);
});
