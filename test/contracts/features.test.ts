import { expect, test } from 'vitest';
import { defaultFeatureSettings, featuresFor } from '../../src/contracts/features.ts';

test('models look at last year from a given number of weeks of data on', () => {
  const useOf = (nWeeks: number, seasonalFromWeeks: number) =>
    featuresFor({ ...defaultFeatureSettings, seasonalFromWeeks }, nWeeks).use;
  expect(useOf(125, 125)).toEqual(defaultFeatureSettings.use);
  expect(useOf(124, 125)).toEqual(defaultFeatureSettings.use.filter((name) => name !== 'last-year'));
  expect(useOf(124, 104)).toContain('last-year');
});
