import { describe, expect, test } from 'vitest';
import type { GateCheck } from '../../src/contracts/cycle.ts';
import type { ErrorMetrics } from '../../src/contracts/metrics.ts';
import type { ComparedWindow } from '../../src/registry/gate/champion-check.ts';
import { gateChecks, type GateEvidence } from '../../src/registry/promotion-gate.ts';

const errors = (mape: number | null): ErrorMetrics => ({
  rows: 10,
  mape,
  rmse0: null,
  rmseAll: 1,
  wape: mape,
  bias: -0.1,
});
const gate = {
  maxMape: 0.45,
  championTolerance: 0.02,
  mustBeatBaseline: true,
  maxQuarantinedShare: 0.05,
  failOnWarnings: false,
  maxLevelFactor: 5,
};
const sales = {
  source: 'sales',
  kind: 'shipments',
  files: 1,
  rows: 95,
  quarantined: {},
  corrected: 0,
  repeated: 0,
} as const;
const quality = { sources: [sales], coverage: 0.9, weeksBehind: 0, stores: 4, storesInCutoffWeek: 3 };
const sound: GateEvidence = {
  version: 'm2',
  ensemble: errors(0.4),
  baseline: errors(0.6),
  data: { rows: 480, weeks: 40, quality, warnings: [] },
  training: { wanted: ['lasso', 'network'], trained: ['lasso', 'network'], notFinite: {} },
  scoring: { expected: 6, forecast: 6, unusable: 0, meanForecast: 12, meanRecent: 10, recentWeeks: 13 },
};
const checksOf = (evidence: Partial<GateEvidence>, aim: Parameters<typeof gateChecks>[2] = 'balanced'): GateCheck[] =>
  gateChecks({ ...sound, ...evidence }, gate, aim);
const checkOf = (name: string, evidence: Partial<GateEvidence>): GateCheck | undefined =>
  checksOf(evidence).find(({ check }) => check === name);

describe('promotion gate', () => {
  test('a sound challenger of a segment without a champion passes every check', () => {
    expect(checksOf({}).map(({ check, passed }) => [check, passed])).toEqual([
      ['mape within target', true],
      ['beats the baseline', true],
      ['data sound', true],
      ['training complete', true],
      ['scores the cutoff', true],
    ]);
  });

  test.each([
    [0.45, 0.6, true, true],
    [0.4501, 0.6, false, true],
    [0.4, 0.4, true, false],
    [null, 0.6, false, false],
    [0.4, null, true, false],
  ])('MAPE %s against the baseline %s', (mape, baseline, inTarget, better) => {
    const evidence = { ensemble: errors(mape), baseline: errors(baseline) };
    expect(checkOf('mape within target', evidence)?.passed).toBe(inTarget);
    expect(checkOf('beats the baseline', evidence)?.passed).toBe(better);
  });

  test('the baseline is left out where the project does not ask for it', () => {
    const checks = gateChecks({ ...sound, baseline: errors(0.3) }, { ...gate, mustBeatBaseline: false }, 'balanced');
    expect(checks.map(({ check }) => check)).not.toContain('beats the baseline');
  });

  test('errors are compared in the aim', () => {
    const low = { ...errors(0.3), wape: 0.5 };
    const high = { ...errors(0.4), wape: 0.35 };
    const beats = (aim: 'mape' | 'wape' | 'balanced') =>
      checksOf({ ensemble: low, baseline: high }, aim).find(({ check }) => check === 'beats the baseline')?.passed;
    expect([beats('mape'), beats('wape'), beats('balanced')]).toEqual([true, false, false]);
  });
});

describe('against the champion', () => {
  const check = 'not worse than the champion';
  const window = (challenger: number, champion: number, more: Partial<ComparedWindow> = {}): ComparedWindow => ({
    cutoff: '2026-10-05',
    by: 'published',
    rows: 10,
    challenger,
    champion,
    ...more,
  });
  const comparison = (...compared: ComparedWindow[]) => ({ champion: { version: 'm1', windows: 4, compared } });

  test.each([
    [0.408, true],
    [0.4081, false],
  ])('a champion at 40%% lets %s through: %s', (challenger, expected) => {
    expect(checkOf(check, comparison(window(challenger, 0.4)))?.passed).toBe(expected);
  });

  test('windows count by their rows, and the detail says how they were compared', () => {
    const mixed = comparison(window(0.3, 0.5, { rows: 30 }), window(0.9, 0.5, { rows: 10, by: 'forecast again' }));
    expect(checkOf(check, mixed)).toEqual({
      check,
      passed: true,
      detail:
        '(MAPE + WAPE) / 2 45.0%, champion m1 50.0%, tolerance 2.0%; 2 of 4 windows compare (1 forecast again, 1 published), 40 rows',
    });
  });

  test('where no window compares the check passes and says why', () => {
    expect(checkOf(check, comparison())).toMatchObject({
      passed: true,
      detail: expect.stringMatching(/^none of 4 windows compares: champion m1 was trained on their weeks/) as string,
    });
  });

  test('where no window compares an older challenger has nothing to show, unless the champion cannot forecast', () => {
    const champion = { version: 'm1', windows: 4, compared: [], isOlder: true };
    expect(checkOf(check, { champion })).toMatchObject({
      passed: false,
      detail: expect.stringMatching(/^none of 4 windows compares: .* it cannot show that it is better$/) as string,
    });
    expect(checkOf(check, { champion: { ...champion, failure: 'its files are gone' } })).toMatchObject({
      passed: true,
    });
  });

  test('a champion that cannot forecast any more does not keep its place by that', () => {
    const champion = { version: 'm1', windows: 1, compared: [], failure: 'its files are gone' };
    expect(checkOf(check, { champion })).toMatchObject({
      passed: true,
      detail: expect.stringMatching(/its files are gone$/) as string,
    });
  });
});

describe('validations', () => {
  const data = (more: object, quarantined = {}) => ({
    data: { ...sound.data, quality: { ...quality, sources: [{ ...sales, quarantined }], ...more } },
  });
  test.each([
    ['rows set aside up to the limit', data({}, { schema: 5 }), true, /set aside: sales 5\.0%; limit 5\.0%/],
    ['more of them', data({}, { schema: 4, 'unknown-store': 2 }), false, /set aside: sales 5\.9%/],
    ['no shipments up to the cutoff', data({ weeksBehind: 2 }), false, /no shipments in the last 2 weeks/],
    ['no rows', { data: { ...sound.data, rows: 0 } }, false, /^0 rows over 40 weeks/],
  ])('data: %s', (_what, evidence, passed, detail) => {
    expect(checkOf('data sound', evidence)).toMatchObject({ passed, detail: expect.stringMatching(detail) as string });
  });

  test('data: warnings are named, and fail only where the project says so', () => {
    const volume = 'sales: volume 31% of the median week, limit 50%';
    const evidence = { data: { ...sound.data, warnings: [volume] } };
    expect(checkOf('data sound', evidence)).toMatchObject({
      passed: true,
      detail: expect.stringMatching(/limit 5\.0%; warning: sales: volume 31% of the median week, limit 50%$/) as string,
    });
    const strict = { ...gate, failOnWarnings: true };
    const passes = (data: GateEvidence['data']): boolean | undefined =>
      gateChecks({ ...sound, data }, strict, 'balanced').find(({ check }) => check === 'data sound')?.passed;
    expect([passes(evidence.data), passes(sound.data)]).toEqual([false, true]);
    const many = { ...sound.data, warnings: Array.from({ length: 7 }, (_, index) => `source-${index}: late`) };
    expect(checkOf('data sound', { data: many })?.detail).toMatch(
      /; warnings: source-0: late; .*source-4: late; and 2 more$/,
    );
  });

  const champion = { version: 'm1', windows: 4, compared: [] };
  test.each<[string, Partial<GateEvidence>, boolean, RegExp]>([
    ['half an ensemble beats no champion', {}, true, /network could not be trained; there is no champion to keep/],
    [
      'half an ensemble replaces no champion',
      { champion },
      false,
      /network could not be trained; champion m1 has to stay/,
    ],
  ])('training: %s', (_what, evidence, passed, detail) => {
    const training = { wanted: ['lasso', 'network'] as const, trained: ['lasso'] as const, notFinite: {} };
    expect(checkOf('training complete', { ...evidence, training })).toMatchObject({
      passed,
      detail: expect.stringMatching(detail) as string,
    });
  });

  test('training: only members that the model was made with can be missing', () => {
    const training = { ...sound.training, wanted: ['lasso', 'network', 'trees'] as const };
    expect(checkOf('training complete', { champion, training })).toMatchObject({
      passed: false,
      detail: 'trained lasso, network; trees could not be trained; champion m1 has to stay',
    });
    expect(checkOf('training complete', { champion })).toMatchObject({ passed: true });
  });

  test('training: numbers that are not finite', () => {
    const training = { ...sound.training, notFinite: { lasso: 'coefficients' } };
    expect(checkOf('training complete', { training })).toMatchObject({
      passed: false,
      detail: 'trained lasso, network; lasso: coefficients not finite',
    });
  });

  test.each<[string, Partial<GateEvidence['scoring']>, boolean, RegExp]>([
    ['a level five times the last weeks', { meanForecast: 50 }, true, /5\.00 × the mean week of the last 13; limit 5/],
    ['a higher one', { meanForecast: 50.1 }, false, /5\.01 ×/],
    ['a level far below', { meanForecast: 1.9 }, false, /0\.19 ×/],
    ['no sales lately', { meanRecent: 0 }, true, /no sales in the last 13 weeks/],
    ['a series left out', { forecast: 5 }, false, /5 of 6 forecasts/],
    ['nothing to forecast', { forecast: 0, expected: 0 }, false, /0 of 0 forecasts/],
    ['a forecast that is no number', { unusable: 1 }, false, /1 of them not finite or below zero/],
    ['a model that cannot score', { failure: 'array too short' }, false, /it cannot score: array too short/],
  ])('scoring: %s', (_what, scoring, passed, detail) => {
    expect(checkOf('scores the cutoff', { scoring: { ...sound.scoring, ...scoring } })).toMatchObject({
      passed,
      detail: expect.stringMatching(detail) as string,
    });
  });

  test('a version that was rolled back from is not promoted again', () => {
    const rolledBack = { to: 'm1', by: 'ann', at: '2026-11-10T08:00:00.000Z', reason: 'too low in the north' };
    expect(checkOf('not rolled back', { rolledBack })).toEqual({
      check: 'not rolled back',
      passed: false,
      detail: 'ann rolled back from m2 to m1 on 2026-11-10: too low in the north',
    });
  });
});
