import { expect, test } from 'vitest';
import { adoptionRefusal, type AdoptionFacts } from '../../src/registry/adoption-refusal.ts';
import type { RegisteredModel } from '../../src/ports/model-catalogue.ts';
import { registeredModel } from '../support/registered-models.ts';

const { record } = registeredModel('m1');
const inDev: RegisteredModel = { ...registeredModel('m1'), record: { ...record, windows: {} } };
const inProd: RegisteredModel = { ...inDev, environment: 'prod', stage: 'challenger' };
const retired = { by: 'ann', at: '2025-11-01T00:00:00.000Z', reason: 'too low' };
const facts: AdoptionFacts = {
  ...{ version: 'm1', from: 'dev', to: 'prod', known: [inDev], waiting: [] },
  settings: { horizonWeeks: 2, weekStartsOn: 'monday' },
};

test('a version of one environment can be judged in another, known there or not', () => {
  expect(adoptionRefusal(facts)).toBeUndefined();
  expect(adoptionRefusal({ ...facts, known: [inDev, inProd] })).toBeUndefined();
  expect(adoptionRefusal({ ...facts, known: [inDev, { ...inProd, stage: 'archived' }] })).toBeUndefined();
});

test.each<[refusal: string, message: RegExp, changed: Partial<AdoptionFacts>, about?: object]>([
  ['same-environment', /name two environments/, { to: 'dev' }],
  ['unknown-version', /^no environment has a model version m1$/, { known: [] }],
  ['not-there', /never trained or promoted in dev; prod has it$/, { known: [inProd] }, { elsewhere: ['prod'] }],
  [
    'retired',
    /^ann retired m1 in dev on 2025-11-01: too low$/,
    { known: [{ ...inDev, retired }] },
    { environment: 'dev' },
  ],
  ['retired', /^ann retired m1 in prod /, { known: [inDev, { ...inProd, retired }] }, { environment: 'prod' }],
  ['deleted', /deleted the files of m1/, { known: [{ ...inDev, artifactsDeletedAt: '2025-11-01T00:00:00.000Z' }] }],
  ['already-champion', /champion of north\/large\/fast in prod/, { known: [inDev, { ...inProd, stage: 'champion' }] }],
  [
    'waits-already',
    /in prod already \(promotion\/1\)$/,
    { waiting: [{ promotion: 'promotion/1' }] },
    { environment: 'prod' },
  ],
  ['no-backtest', /by earlier code/, { known: [registeredModel('m1')] }],
  ['other-settings', /forecasts 2 weeks, .* wants 4/, { settings: { horizonWeeks: 4, weekStartsOn: 'monday' } }],
  ['other-settings', /start on monday, .* sunday/, { settings: { horizonWeeks: 2, weekStartsOn: 'sunday' } }],
])('%s: %s', (refusal, message, changed, about = {}) => {
  expect(adoptionRefusal({ ...facts, ...changed })).toEqual({
    refusal,
    message: expect.stringMatching(message) as string,
    ...about,
  });
});
