import { expect, onTestFinished, test } from 'vitest';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry } from '../../support/registry.ts';

test('a model keeps its whole backtest, the choice of its presets and what its gate compared, as well as its members and its ensemble', async () => {
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const { registry } = database;
  const { record } = registeredModel('one');
  const evaluation = { hash: 'f'.repeat(64), extension: 'json', bytes: 9 };
  const dataset = { version: record.datasetVersion, region: 'north', cutoff: record.trainingCutoff, rows: 1 };
  const manifest = { hash: '0'.repeat(64), extension: 'json', bytes: 1 };
  await registry.recordDataset({ ...dataset, manifest, qualityProfile: {}, files: [] });
  const presetChoices = { network: { hash: 'c'.repeat(64), extension: 'json', bytes: 9 } };
  const comparison = { with: 'another', artifact: { hash: 'd'.repeat(64), extension: 'json', bytes: 9 } };
  const backtest = { ...record.backtest, evaluation, presetChoices, comparison };
  await registry.recordModel('dev', { ...record, backtest });
  const [model] = (await registry.retentionRecords()).models;
  expect(model!.refs.map(({ hash }) => hash.charAt(0)).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});
