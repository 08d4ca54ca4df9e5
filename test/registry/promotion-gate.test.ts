import { describe, expect, test } from 'vitest';
import type { ErrorMetrics } from '../../src/contracts/metrics.ts';
import { gateChecks } from '../../src/registry/promotion-gate.ts';

const errors = (mape: number | null): ErrorMetrics => ({
  rows: 10,
  mape,
  rmse0: null,
  rmseAll: 1,
  wape: mape,
  bias: -0.1,
});
const gate = { maxMape: 0.45, championTolerance: 0.02, mustBeatBaseline: true };
const passed = (checks: ReturnType<typeof gateChecks>): Record<string, boolean> =>
  Object.fromEntries(checks.map((check) => [check.check, check.passed]));

describe('promotion gate', () => {
  test.each([
    [0.45, 0.6, { 'mape within target': true, 'beats the baseline': true }],
    [0.4501, 0.6, { 'mape within target': false, 'beats the baseline': true }],
    [0.4, 0.4, { 'mape within target': true, 'beats the baseline': false }],
    [null, 0.6, { 'mape within target': false, 'beats the baseline': false }],
    [0.4, null, { 'mape within target': true, 'beats the baseline': false }],
  ])('MAPE %s against the baseline %s', (mape, baseline, expected) => {
    const figures = { ensemble: errors(mape), baseline: errors(baseline), byCutoff: {} };
    expect(passed(gateChecks(figures, undefined, gate, 'balanced'))).toEqual(expected);
  });

  test('the baseline is left out where the project does not ask for it', () => {
    const figures = { ensemble: errors(0.4), baseline: errors(0.3), byCutoff: {} };
    expect(passed(gateChecks(figures, undefined, { ...gate, mustBeatBaseline: false }, 'balanced'))).toEqual({
      'mape within target': true,
    });
  });

  test.each([
    [0.408, true],
    [0.4081, false],
  ])('a champion at 40%% on the same windows lets %s through: %s', (mape, expected) => {
    const figures = {
      ensemble: errors(0.3),
      baseline: errors(0.6),
      byCutoff: { '2026-10-05': errors(mape), '2026-10-12': errors(0.1) },
    };
    const checks = gateChecks(figures, { version: 'm1', losses: { '2026-10-05': 0.4 } }, gate, 'balanced');
    expect(passed(checks)['not worse than the champion']).toBe(expected);
  });

  test('a champion that knows every window is no yardstick, and the check says so', () => {
    const figures = { ensemble: errors(0.3), baseline: errors(0.6), byCutoff: { '2026-10-05': errors(0.3) } };
    expect(gateChecks(figures, { version: 'm1', losses: {} }, gate, 'balanced')[2]).toEqual({
      check: 'not worse than the champion',
      passed: true,
      detail: 'champion m1 was trained on weeks of every window',
    });
  });

  test('errors are compared in the aim', () => {
    const low = { ...errors(0.3), wape: 0.5 };
    const high = { ...errors(0.4), wape: 0.35 };
    const beats = (aim: 'mape' | 'wape' | 'balanced') =>
      passed(gateChecks({ ensemble: low, baseline: high, byCutoff: {} }, undefined, gate, aim))['beats the baseline'];
    expect([beats('mape'), beats('wape'), beats('balanced')]).toEqual([true, false, false]);
  });
});
