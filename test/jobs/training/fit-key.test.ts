import { expect, test } from 'vitest';
import { defaultFeatureSettings } from '../../../src/contracts/features.ts';
import { fitPointers, type FitInputs } from '../../../src/jobs/training/fit-key.ts';

const inputs: FitInputs = {
  member: 'lasso',
  segment: { region: 'north', format: 'large', velocity: 'fast' },
  items: ['apples', 'bread'],
  cutoff: '2025-10-06',
  horizonWeeks: 2,
  panel: 'p1',
  codeVersion: 'c1',
  parameters: { nAlphas: 5 },
  features: defaultFeatureSettings,
  aim: 'balanced',
  seed: 7,
};
const hash = '0f9047d3c3a4504eb8746500dde0b78a2309b4a276a059b236fa2d5dde6ee2f9';
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
  ['horizonWeeks', { horizonWeeks: 3 }],
  ['panel', { panel: 'p2' }],
  ['codeVersion', { codeVersion: 'c2' }],
  ['parameters', { parameters: { nAlphas: 6 } }],
  ['features', { features: { ...defaultFeatureSettings, leadWeeks: 1 } }],
  ['aim', { aim: 'wape' }],
  ['seed', { seed: 8 }],
  ['preset', { preset: 'steady' }],
])('another %s is another fit', (_, change) => {
  expect(fitPointers({ ...inputs, ...change })).not.toEqual(pointers);
});
