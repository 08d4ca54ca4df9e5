import { expect, test } from 'vitest';
import { modelVersion, type ModelInputs } from '../../src/registry/model-version.ts';

const inputs: ModelInputs = {
  segment: { region: 'north', format: 'large', velocity: 'fast' },
  datasetVersion: 'd1',
  trainingCutoff: '2025-10-06',
  codeVersion: 'c1',
  parameters: { a: 1, b: [2, 3] },
  seed: 7,
  members: ['lasso', 'network'],
};

test('the same inputs have the same version, in whatever order they are named', () => {
  expect(modelVersion(inputs)).toBe('fd79626d63d6101f');
  expect(modelVersion({ ...inputs, parameters: { b: [2, 3], a: 1 } })).toBe('fd79626d63d6101f');
});

test.each<[keyof ModelInputs, Partial<ModelInputs>]>([
  ['segment', { segment: { ...inputs.segment, velocity: 'slow' } }],
  ['datasetVersion', { datasetVersion: 'd2' }],
  ['trainingCutoff', { trainingCutoff: '2025-10-13' }],
  ['codeVersion', { codeVersion: 'c2' }],
  ['parameters', { parameters: { a: 1, b: [3, 2] } }],
  ['seed', { seed: 8 }],
  ['members', { members: ['lasso'] }],
])('another %s makes another version', (_, change) => {
  expect(modelVersion({ ...inputs, ...change })).not.toBe('fd79626d63d6101f');
});
