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
  seed: 7,
};
const hash = 'a244d24ac201d0bcc4a29ad4df1ef887831956c2a5d38f5fd8e4a6aa955d8a18';
const pointers = { fit: `fits/${hash}`, checkpoint: `checkpoints/${hash}` };

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
  ['seed', { seed: 8 }],
  ['preset', { preset: 'steady' }],
])('another %s is another fit', (_, change) => {
  expect(fitPointers({ ...inputs, ...change })).not.toEqual(pointers);
});
