import { expect, test } from 'vitest';
import { changesOf, partName, textOfPlan, totalsOf, valuesOfText } from '../../../src/dashboard/pages/why/plan.ts';

test('a plan is kept in the address, and what is no number there is left out', () => {
  const values = { price: 1.99, 'deal & flyer': 1 };
  expect(valuesOfText(textOfPlan(values))).toEqual(values);
  expect(valuesOfText('price=cheap&deal=0')).toEqual({ deal: 0 });
});

test('a plan changes one week, or every one', () => {
  expect(changesOf({ values: { price: 2 } })).toEqual([{ lever: 'price', to: 2 }]);
  expect(changesOf({ values: { price: 2 }, week: '2026-11-23' })).toEqual([
    { lever: 'price', to: 2, weeks: ['2026-11-23'] },
  ]);
});

test('totals add up means, and parts of a change have names', () => {
  const figures = (mean: number) => ({ forecast: 1, mean, p10: 1, p50: 1, p90: 1 });
  const week = { week: '2026-11-23', step: 1, levers: [], parts: [], before: figures(2), after: figures(3) };
  expect(totalsOf([week, week])).toEqual({ before: 4, after: 6 });
  expect(partName({ by: 'lasso', group: 'price', logUnits: 1 })).toBe('price, by the regression');
  expect(partName({ by: 'network', logUnits: 1 })).toBe('the network member');
});
