import { describe, expect, test } from 'vitest';
import { defaultFeatureSettings, featuresFor } from '../../../src/contracts/features.ts';
import { modelText } from '../../../src/reports/models/model-text.ts';
import { registeredModel } from '../../support/registered-models.ts';

describe('a model for a terminal', () => {
  const text = modelText(registeredModel('abcd1111'), {
    causes: ['never-trained', 'data'],
    preset: 'steady',
    coefficients: [
      {
        regression: 'apples',
        column: 'price',
        perUnit: -2,
        perDeviation: -0.3,
        inWords: '10% lower price: +23% units',
      },
    ],
  });

  test('where it came from', () => {
    expect(text).toMatch(/^model {7}abcd1111\nsegment {5}north\/large\/fast\nstage {7}champion in dev\n/);
    expect(text).toMatch(/^because {5}never-trained, data$/m);
    expect(text).toMatch(/^weights {5}lasso 1\.000\npreset {6}steady, of the network$/m);
  });

  test('its quality, with the baseline next to it', () => {
    expect(text).toMatch(/^baseline +50\.0% +40\.0% +0\.0% +- +3\.5 +24$/m);
    expect(text).toMatch(/^ensemble +27\.5% +20\.0% +0\.0% +- +3\.5 +80\.0% +24$/m);
  });

  test('what it passed, and what it is made of', () => {
    expect(text).toContain('✖ no worse than the champion: MAPE 27.5%, champion 20.0%');
    expect(text).toMatch(/^item apples\n {2}10% lower price: \+23% units$/m);
    expect(text).toMatch(/^ {2}a{64} {2}lasso\/member\.json \(12 bytes\)$/m);
    expect(text).toMatch(/^ {2}e{64} {2}ensemble\.json/m);
  });

  test.each([
    ['read', defaultFeatureSettings],
    ['not read: needs 125 weeks of data', featuresFor(defaultFeatureSettings, 98)],
  ])('whether it looks at last year: %s', (words, features) => {
    const model = registeredModel('abcd1111');
    const record = { ...model.record, parameters: { features } };
    expect(modelText({ ...model, record }, { causes: null, coefficients: [] })).toMatch(
      new RegExp(`^last year +${words}`, 'm'),
    );
  });

  test('a cycle that has not ended has not said why', () => {
    expect(modelText(registeredModel('abcd1111'), { causes: null, coefficients: [] })).toMatch(
      /^because {5}its cycle has not ended$/m,
    );
  });
});
