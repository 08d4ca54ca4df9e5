import { expect, test } from 'vitest';
import { trackedModel } from '../../src/tracking/tracked-model.ts';
import { registeredModel } from '../support/registered-models.ts';

const json = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const { record, registeredAt } = registeredModel('0123456789abcdef');
const names = { modelPrefix: 'shelfcast.shop' };

test('a model without cycle, backtest file and losses has what its record says', () => {
  const model = trackedModel({ record, registeredAt, triggers: [], files: {} }, names);
  expect(model).toMatchObject({
    version: '0123456789abcdef',
    modelName: 'shelfcast.shop.north.large.fast',
    runName: 'north large fast 2025-10-06 01234567',
    trainedAt: Date.parse('2025-10-07T08:09:10.000Z'),
    parameters: { horizonWeeks: '2', seed: '1', cutoff: '2025-10-06' },
    tags: { 'shelfcast.gate': 'failed', 'shelfcast.cycle': 'cycle/dev/north/2025-10-06/1' },
  });
  expect(model.tags).not.toHaveProperty('shelfcast.causes');
  expect(model.description).toContain('- failed: no worse than the champion (MAPE 27.5%, champion 20.0%)');
  expect(model.metrics).toContainEqual({
    ...{ key: 'backtest/ensemble/mape', value: record.backtest.metrics.ensemble!.mape },
    ...{ step: 0, timestamp: model.trainedAt },
  });
});

test('who asked, windows, steps and losses come from cycle and files; what is no number is left out', () => {
  const figures = { rows: 3, mape: 0.25, rmse0: null, rmseAll: 2, wape: 0.2, bias: -0.1, coverage: 0.8 };
  const evaluation = {
    overall: {},
    byStep: [{ step: 2, metrics: { lasso: figures } }],
    byCutoff: [
      { cutoff: '2025-09-01', metrics: { ensemble: figures } },
      { cutoff: '2025-09-08', metrics: { ensemble: { ...figures, mape: 0.5 } } },
    ],
  };
  const network = { content: { diagnostics: { networks: [{ losses: [2, 1.5, null], validationLosses: [3] }] } } };
  const triggers = [
    { id: 'a', cause: 'request' as const, requestedBy: 'bob' },
    { id: 'b', cause: 'data' as const, requestedBy: 'ann' },
    { id: 'c', cause: 'data' as const, requestedBy: 'ann' },
  ];
  const files = { 'backtest.json': json(evaluation), 'network/member.json': json(network) };
  const { tags, metrics } = trackedModel({ record, registeredAt, triggers, files }, names);
  expect(tags).toMatchObject({ 'shelfcast.trigger': 'data, request', 'shelfcast.requested-by': 'ann, bob' });
  const points = (key: string): unknown[] =>
    metrics.filter((one) => one.key === key).map(({ step, value }) => [step, value]);
  expect(points('window/ensemble/mape')).toEqual([
    [1, 0.25],
    [2, 0.5],
  ]);
  expect(points('window/ensemble/rmse0')).toEqual([]);
  expect(points('ahead/lasso/bias')).toEqual([[2, -0.1]]);
  expect(points('training/network-0/loss')).toEqual([
    [1, 2],
    [2, 1.5],
  ]);
  expect(points('training/network-0/validation-loss')).toEqual([[1, 3]]);
});
