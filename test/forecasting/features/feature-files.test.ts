import { expect, it } from 'vitest';
import { defaultFeatureSettings, featureNames, type FeatureSettings } from '../../../src/contracts/features.ts';
import {
  featureModelArrays,
  featureModelContent,
  readFeatureModel,
  type FeatureModelContent,
} from '../../../src/forecasting/features/feature-files.ts';
import { fitFeatures } from '../../../src/forecasting/features/feature-model.ts';
import { MemberFilesError } from '../../../src/forecasting/errors.ts';
import { packMember, unpackMember } from '../../../src/forecasting/member-files.ts';
import { makePanel } from '../make-panel.ts';

const panel = makePanel();
panel.knownAhead['price']![7] = Number.NaN;

it('keep the chosen features and their options with a model', () => {
  const settings = { ...defaultFeatureSettings, use: featureNames, leadWeeks: 1 };
  const model = fitFeatures(panel, panel.cutoffIndex, settings);
  const files = unpackMember(packMember(featureModelContent(model), featureModelArrays(model)));
  expect(readFeatureModel(files.content as FeatureModelContent, files)).toEqual(model);
  expect(model.indicators).toEqual(['price']);
});

it('are the same text for the same settings, in whatever order their keys come', () => {
  const paydays = { daysOfMonth: [15] };
  const written = { name: 'a', rule: 'month-day', month: 5, day: 1 } as const;
  const stored = { day: 1, rule: 'month-day', name: 'a', month: 5 } as const;
  const [first, second] = [
    { ...defaultFeatureSettings, calendar: { holidays: [written], paydays } },
    {
      ...Object.fromEntries(Object.entries(defaultFeatureSettings).reverse()),
      calendar: { paydays, holidays: [stored] },
    },
  ].map((settings) =>
    JSON.stringify(featureModelContent(fitFeatures(panel, panel.cutoffIndex, settings as FeatureSettings))),
  );
  expect(second).toBe(first);
});

it('refuse a member of earlier code, whose coefficients belong to other columns', () => {
  const model = fitFeatures(panel, panel.cutoffIndex);
  const { columnsVersion: _, ...earlier } = featureModelContent(model);
  const files = unpackMember(packMember(earlier, featureModelArrays(model)));
  expect(() => readFeatureModel(files.content as FeatureModelContent, files)).toThrow(MemberFilesError);
});
