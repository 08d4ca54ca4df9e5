import { expect, test } from 'vitest';
import { groupingsOf, weakPlaces, type BacktestDetails } from '../../../src/dashboard/pages/models/backtest-groups.ts';
import { limitsOf } from '../../../src/dashboard/pages/models/card/limits.ts';
import { registeredModel } from '../../support/registered-models.ts';

const errors = (wape: number) => ({ rows: 4, mape: wape, rmse0: null, rmseAll: 1, wape, bias: 0, coverage: null });
const metrics = (ensemble: number, baseline: number) => ({ ensemble: errors(ensemble), baseline: errors(baseline) });
const backtest: BacktestDetails = {
  overall: metrics(0.2, 0.4),
  byStep: [
    { step: 1, metrics: metrics(0.2, 0.4) },
    { step: 2, metrics: metrics(0.5, 0.4) },
  ],
  byCutoff: [{ cutoff: '2025-09-22', metrics: metrics(0.2, 0.4) }],
  slices: [{ by: 'store', groups: [{ group: 'n1', metrics: metrics(0.2, 0.4) }] }],
  rowsLeftOut: 0,
  items: { total: 2, worst: [{ item: 'apples', metrics: metrics(0.9, 0.4) }] },
};

test('rows are grouped by step, window, every slice and item', () => {
  expect(groupingsOf(backtest).map(({ by, groups }) => [by, groups.map(({ name }) => name)])).toEqual([
    ['step', ['1', '2']],
    ['window', ['2025-09-22']],
    ['store', ['n1']],
    ['item', ['apples']],
  ]);
});

test('groups in which a yardstick is better are named; single items are in their table', () => {
  expect(weakPlaces(groupingsOf(backtest))).toBe(
    'The mean of the past or the seasonal forecast has a smaller WAPE than the ensemble in weeks ahead: 2.',
  );
  const good = { ...backtest, byStep: [] };
  expect(weakPlaces(groupingsOf(good))).toMatch(/^The ensemble has a smaller WAPE/);
  const stores = Array.from({ length: 6 }, (_, store) => ({ group: `s${store}`, metrics: metrics(0.5, 0.4) }));
  expect(weakPlaces(groupingsOf({ ...good, slices: [{ by: 'store', groups: stores }] }))).toContain(
    'store: s0, s1, s2, s3 and 2 more',
  );
});

test('the card of a model names what its figures cannot promise', () => {
  const model = registeredModel('abcd1111');
  const member = {
    ...{ member: 'lasso' as const, trainingRows: 9, featureColumns: 3, targetWeeks: 40, oldestCutoff: null },
    networks: [],
  };
  const limits = limitsOf(model, { backtest, members: [member] });
  expect(limits).toContain('It failed the check “no worse than the champion”: MAPE 27.5%, champion 20.0%.');
  expect(limits).toContain('Its figures rest on 2 windows of the past.');
  expect(limits).toContain('It learned from 40 weeks: less than two years cannot show what comes back every year.');
  expect(limits).toContain('No row has a known week a year before, so it was not compared with last year.');
  const { record } = model;
  const biased = { ...record.backtest.metrics.ensemble!, bias: -0.2 };
  const low = { record: { ...record, backtest: { ...record.backtest, metrics: { ensemble: biased }, coverage: 0.6 } } };
  expect(limitsOf(low, { members: [] })).toEqual(
    expect.arrayContaining([
      'Its forecasts add up to 20.0% less than what is sold. Use the mean where totals matter.',
      '60% of the sales lay between P10 and P90; 80% should.',
      'Its backtest is not kept in detail.',
    ]),
  );
});
