import { describe, expect, test } from 'vitest';
import type { Challenger, RegionCycleResult, SegmentAssessment, SegmentOutcome } from '../../src/contracts/cycle.ts';
import { endOfCycle } from '../../src/contracts/cycle-end.ts';
import type { StandIns } from '../../src/contracts/serving.ts';
import { failedChecks } from '../../src/cycle/challenger-figures.ts';
import { afterScoring, degradedReason, outcomeAfter, serverOf, standingOf } from '../../src/cycle/segment-outcome.ts';

const segment = { region: 'north', format: 'large', velocity: 'fast' } as const;
const backtest = { windows: [], metrics: {}, reduction: null, reductionGeometric: null, coverage: null, weights: {} };
const data = { segment, items: { hash: 'i', extension: 'json', bytes: 5 }, series: 1, dataHash: 'h' };
const never = { cause: 'never-trained', holds: true, detail: 'no champion' } as const;
const assessment: SegmentAssessment = { data, findings: [never], retrain: true, reason: 'never trained' };
const champion = { version: 'm1', backtest, trainingCutoff: '2026-10-05' };
const serves: StandIns = {
  automatic: { by: 'challenger', reason: 'challenger 90.0%, seasonal 100.0%' },
  manual: { by: 'seasonal', reason: 'seasonal 100.0%, baseline 210.0%' },
};
const challenger: Challenger = {
  ...{ version: 'm2', segment, backtest, serves, gatePassed: false },
  gate: [
    { check: 'mape within target', passed: false, detail: 'MAPE 60.0%, target 45.0%', option: 'gate.maxMape' },
    { check: 'data sound', passed: true, detail: 'sound' },
  ],
};
const rejected = { outcome: 'rejected', reason: failedChecks(challenger) } as const;
const after = (
  verdict: Parameters<typeof outcomeAfter>[2],
  policy: 'automatic' | 'manual',
  more: Partial<Challenger> = {},
  from = assessment,
) => outcomeAfter(standingOf(from), { ...challenger, ...more }, verdict, '2026-10-12', policy);

describe('a challenger that its gate refused, where there is no champion', () => {
  const outcome = after(rejected, 'automatic');

  test('serves provisionally, being the best there is: no champion, below target, and the region says which option decides', () => {
    expect(outcome).toMatchObject({ outcome: 'rejected', scoredBy: 'challenger', provisional: 'm2' });
    expect(outcome.champion).toBeUndefined();
    expect(serverOf(outcome)).toEqual({ champion: 'm2' });
    expect(degradedReason(outcome)).toEqual([
      'north/large/fast: below target, challenger m2 serves provisionally: mape within target: MAPE 60.0%, target 45.0% (option gate.maxMape); challenger 90.0%, seasonal 100.0%',
    ]);
  });

  test('does not serve where a person decides and has not: the better of the others does', () => {
    const waiting = after({ outcome: 'awaiting-approval', reason: 'waits' }, 'manual');
    expect(waiting).toMatchObject({ outcome: 'awaiting-approval', scoredBy: 'seasonal' });
    expect(waiting.provisional).toBeUndefined();
    expect(serverOf(waiting)).toEqual({ fallback: 'seasonal' });
    expect(degradedReason(waiting)).toEqual([
      'north/large/fast: scored by the seasonal fallback: waits; seasonal 100.0%, baseline 210.0%',
    ]);
  });

  test('whose files fail in scoring gives way to a fallback', () => {
    const fallbacks = { 'large/fast': { by: 'baseline', reason: 'model m2 cannot score: gone' } as const };
    const summary = { fallbacks } as unknown as Parameters<typeof afterScoring>[1];
    const scored = afterScoring(outcome, summary, standingOf(assessment));
    expect(scored).toMatchObject({ scoredBy: 'baseline' });
    expect(scored.provisional).toBeUndefined();
    expect(degradedReason(scored)[0]).toMatch(/scored by the baseline: .*model m2 cannot score: gone$/);
  });
});

test('a challenger that passed and cannot score does not become champion: the one before stays', () => {
  const standing = standingOf({ ...assessment, champion });
  const promoted = { outcome: 'promoted', champion: 'm2', scoredBy: 'champion', reason: 'passed' } as const;
  const outcome = outcomeAfter(standing, challenger, promoted, '2026-01-12', 'automatic');
  const fallbacks = { 'large/fast': { by: 'seasonal', reason: 'model m2 cannot score: gone' } as const };
  const summary = { fallbacks } as unknown as Parameters<typeof afterScoring>[1];
  expect(afterScoring(outcome, summary, standing)).toMatchObject({
    ...{ outcome: 'rejected', champion: 'm1', scoredBy: 'seasonal' },
  });
});

describe('with a champion', () => {
  const standing = { ...assessment, champion };

  test('a refused challenger never serves; the champion stays', () => {
    const outcome = after(
      rejected,
      'automatic',
      { serves: { automatic: { by: 'champion', reason: 'r' }, manual: { by: 'champion', reason: 'r' } } },
      standing,
    );
    expect(outcome).toMatchObject({ scoredBy: 'champion', champion: 'm1', reason: failedChecks(challenger) });
    expect(serverOf(outcome)).toEqual({ champion: 'm1' });
    expect(degradedReason(outcome)).toEqual([]);
  });

  test('a seasonal member that is clearly better serves in its place, and the champion stays champion', () => {
    const better = { by: 'seasonal', reason: 'champion 120.0%, seasonal 100.0%' } as const;
    const outcome = after(rejected, 'manual', { serves: { automatic: better, manual: better } }, standing);
    expect(outcome).toMatchObject({ scoredBy: 'seasonal', champion: 'm1' });
    expect(serverOf(outcome)).toEqual({ fallback: 'seasonal' });
    expect(degradedReason(outcome)).toHaveLength(1);
  });

  test('the champion trained to the same version again is the champion', () => {
    const kept = { outcome: 'kept', reason: 'the same version' } as const;
    expect(after(kept, 'manual', { version: 'm1' }, standing)).toMatchObject({ scoredBy: 'champion', champion: 'm1' });
  });
});

test('a promoted challenger is the champion, whatever could have stood in', () => {
  const promoted = { outcome: 'promoted', champion: 'm2', scoredBy: 'champion', reason: 'good' } as const;
  expect(after(promoted, 'automatic')).toMatchObject({ champion: 'm2', championTrainedTo: '2026-10-12' });
});

test('where nothing was trained, scoring chooses', () => {
  const failed: SegmentOutcome = { ...standingOf(assessment), outcome: 'failed', reason: 'no members' };
  expect(serverOf(failed)).toEqual({});
  expect(serverOf({ ...standingOf({ ...assessment, champion }), outcome: 'failed', reason: 'x' })).toEqual({
    champion: 'm1',
  });
});

test('a member that could not be trained degrades the region, whether its ensemble became champion or not', () => {
  const untrained = { lasso: 'the disk is full' };
  const degraded = 'north/large/fast: lasso could not be trained: the disk is full';
  const promoted = after({ outcome: 'promoted', champion: 'm2', scoredBy: 'champion', reason: 'better' }, 'automatic', {
    untrained,
  });
  expect(promoted).toMatchObject({ champion: 'm2', untrained });
  expect(degradedReason(promoted)).toEqual([degraded]);
  const kept = after(rejected, 'automatic', { untrained }, { ...assessment, champion });
  expect(degradedReason(kept)).toContain(degraded);
  const result = { cycleId: 'c', cutoff: '2026-10-12', degraded: true, segments: [promoted] };
  const end = endOfCycle(result as unknown as RegionCycleResult);
  expect(end.lastCycle.failedSegments).toEqual(['large/fast']);
});
