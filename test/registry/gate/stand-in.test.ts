import { expect, test } from 'vitest';
import type { ComparedWindow } from '../../../src/registry/gate/champion-check.ts';
import { standIns, type StandInEvidence } from '../../../src/registry/gate/stand-in.ts';

const evidence: StandInEvidence = {
  losses: { challenger: 0.9, seasonal: 1, baseline: 2.1 },
  rows: 120,
  lossName: 'error against the seasonal member',
  usable: true,
  tolerance: 0.02,
};
const by = (more: Partial<StandInEvidence>) => {
  const { automatic, manual } = standIns({ ...evidence, ...more });
  return [automatic.by, manual.by];
};

test('without a champion the best on the same rows serves, and says by which figures', () => {
  expect(standIns(evidence)).toEqual({
    automatic: {
      by: 'challenger',
      reason: 'error against the seasonal member: challenger 90.0%, seasonal 100.0%, baseline 210.0%, on 120 rows',
    },
    manual: {
      by: 'seasonal',
      reason: 'error against the seasonal member: seasonal 100.0%, baseline 210.0%, on 120 rows',
    },
  });
});

test.each<[string, Partial<StandInEvidence>, [string, string]]>([
  [
    'a MAPE of 855% against 11,265%',
    { losses: { challenger: 8.55, seasonal: 14, baseline: 112.65 } },
    ['challenger', 'seasonal'],
  ],
  ['the seasonal member best', { losses: { challenger: 1.1, seasonal: 1, baseline: 2 } }, ['seasonal', 'seasonal']],
  ['the mean best', { losses: { challenger: 1.1, seasonal: 1, baseline: 0.7 } }, ['baseline', 'baseline']],
  ['a challenger that cannot score', { usable: false }, ['seasonal', 'seasonal']],
  ['nothing to tell by', { losses: { challenger: null, seasonal: null, baseline: null } }, ['seasonal', 'seasonal']],
])('without a champion, %s', (_what, more, expected) => {
  expect(by(more)).toEqual(expected);
});

const window = (losses: Partial<ComparedWindow>): ComparedWindow => ({
  ...{ cutoff: '2026-10-05', by: 'forecast again', rows: 10, challenger: 2, champion: 1.2 },
  ...losses,
});
const champion = (...compared: ComparedWindow[]) => ({ champion: { version: 'm1', windows: 2, compared } });

test.each<[string, Partial<StandInEvidence>, string]>([
  ['better than both', champion(window({ seasonal: 1.3, baseline: 2 })), 'champion'],
  ['clearly worse than the seasonal member', champion(window({ seasonal: 1, baseline: 2 })), 'seasonal'],
  ['worse by less than the tolerance', champion(window({ seasonal: 1.18, baseline: 2 })), 'champion'],
  ['worse than the mean', champion(window({ seasonal: 1.1, baseline: 0.9 })), 'baseline'],
  ['compared nowhere', champion(), 'champion'],
  ['compared by earlier code, without the others', champion(window({})), 'champion'],
])('with a champion %s', (_what, more, expected) => {
  // A challenger that was refused never takes a champion's place, regardless of who decides.
  expect(by(more)).toEqual([expected, expected]);
});
