import { expect, test } from 'vitest';
import { defaultFeatureSettings } from '../../src/contracts/features.ts';
import { fitPointers, type FitInputs } from '../../src/jobs/fit-key.ts';

const inputs: FitInputs = {
  member: 'lasso',
  segment: { region: 'north', format: 'large', velocity: 'fast' },
  items: ['apples', 'bread'],
  cutoff: '2025-10-06',
  forecastFrom: ['2025-10-06'],
  horizonWeeks: 2,
  datasetVersion: 'd1',
  codeVersion: 'c1',
  parameters: { nAlphas: 5 },
  features: defaultFeatureSettings,
  aim: 'balanced',
  seed: 7,
};
const hash = '3e2f718c7b005f5b0d2c40ffd31cd56927f32c5cc2172d43a45246c81325d5a6';
const pointers = { fit: `fits/${hash}`, checkpoint: `checkpoints/${hash}`, lease: `leases/${hash}` };

test('the same inputs find the same fit', () => {
  expect(fitPointers(inputs)).toEqual(pointers);
  expect(fitPointers({ ...inputs, segment: { velocity: 'fast', format: 'large', region: 'north' } })).toEqual(pointers);
});

test.each<[keyof FitInputs, Partial<FitInputs>]>([
  ['member', { member: 'network' }],
  ['segment', { segment: { ...inputs.segment, format: 'small' } }],
  ['items', { items: ['apples', 'cider'] }],
  ['cutoff', { cutoff: '2025-09-29' }],
  ['forecastFrom', { forecastFrom: ['2025-10-06', '2025-10-13'] }],
  ['horizonWeeks', { horizonWeeks: 3 }],
  ['datasetVersion', { datasetVersion: 'd2' }],
  ['codeVersion', { codeVersion: 'c2' }],
  ['parameters', { parameters: { nAlphas: 6 } }],
  ['features', { features: { ...defaultFeatureSettings, leadWeeks: 1 } }],
  ['aim', { aim: 'wape' }],
  ['seed', { seed: 8 }],
  ['preset', { preset: 'steady' }],
])('another %s is another fit', (_, change) => {
  expect(fitPointers({ ...inputs, ...change })).not.toEqual(pointers);
});
