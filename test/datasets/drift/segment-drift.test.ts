import { describe, expect, test } from 'vitest';
import type { SegmentDrift } from '../../../src/contracts/drift.ts';
import type { SegmentProfile } from '../../../src/contracts/profile.ts';
import { addWeeks, weeksBetween, type Week } from '../../../src/contracts/week.ts';
import { errorDrift } from '../../../src/datasets/drift/error-drift.ts';
import { segmentDrift } from '../../../src/datasets/drift/segment-drift.ts';
import { profileSegment } from '../../../src/datasets/profile/segment-profile.ts';
import { defaultDrift } from '../../support/default-drift.ts';
import { asOf, marketPanel, type MarketOptions } from '../../support/market-panel.ts';

const size = { stores: 8, items: 10, weeks: 230 };

/** Every weekly cutoff of the last year, with a champion trained `age` weeks before it. */
function year(options: MarketOptions, age: number): readonly SegmentDrift[] {
  const panel = marketPanel({ ...size, ...options });
  const profiles = new Map<Week, SegmentProfile>();
  const at = (cutoff: Week): SegmentProfile => {
    const known = profiles.get(cutoff);
    if (known) return known;
    const made = profileSegment(asOf(panel, cutoff), { velocity: 'fast', items: panel.items });
    profiles.set(cutoff, made);
    return made;
  };
  return panel.weeks.slice(-52).map((cutoff) => {
    const trainedTo = addWeeks(cutoff, -age);
    const [reference, current] = [at(trainedTo), at(cutoff)];
    const errors = { promised: { wape: null, windows: 4 }, realised: [] };
    return segmentDrift({ reference, current, trainedTo, champion: 'm1', ...errors }, defaultDrift);
  });
}

const alarms = (cutoffs: readonly SegmentDrift[]): string[] =>
  cutoffs.flatMap(({ cutoff, columns }) =>
    columns.filter(({ verdict }) => verdict === 'drift').map(({ column }) => `${cutoff} ${column}`),
  );

describe('a year of weekly cutoffs', { timeout: 120_000 }, () => {
  test.each([1, 2, 3])('without a change alarms nobody at the defaults, seed %d', (seed) => {
    const cutoffs = year({ seed }, 1);
    expect(alarms(cutoffs)).toEqual([]);
    const verdicts = cutoffs.flatMap(({ columns }) => columns.map(({ verdict }) => verdict));
    expect(verdicts.filter((verdict) => verdict === 'steady').length).toBe(52 * 5);
  });

  test('nor does it with a champion that is not trained again', () => {
    expect(alarms(year({ seed: 4 }, 6))).toEqual([]);
  });

  const from = '2024-10-21';
  test.each([
    ['prices go up by a sixth', { price: 1.17 }, 'price'],
    ['a third of the units stays away', { units: 0.67 }, 'units'],
  ])('%s: found within four weeks, and in no other column', (_case, change, column) => {
    const found = alarms(year({ seed: 5, drift: { from, ...change } }, 1));
    expect(found.every((alarm) => alarm.endsWith(column))).toBe(true);
    const first = found[0]?.slice(0, 10) ?? '9999-12-27';
    expect(weeksBetween(from, first)).toBeGreaterThanOrEqual(0);
    expect(weeksBetween(from, first)).toBeLessThanOrEqual(4);
    // What champions have been trained on for a while is no longer new.
    expect(found.length).toBeLessThan(15);
  });
});

test('attributes of the stores are compared store by store, and only asked-for columns are', () => {
  const panel = marketPanel({ seed: 1, stores: 60, items: 2, weeks: 120 });
  const segment = { velocity: 'fast', items: panel.items };
  const trainedTo = addWeeks(panel.weeks[panel.cutoffIndex]!, -1);
  const reference = profileSegment(asOf(panel, trainedTo), segment);
  const grown = { squareMetres: panel.storeAttributes['squareMetres']!.map((value) => 2 * value) };
  const verdicts = (storeAttributes: typeof panel.storeAttributes) => {
    const current = profileSegment({ ...panel, storeAttributes }, segment);
    const evidence = {
      reference,
      current,
      trainedTo,
      champion: 'm1',
      promised: { wape: null, windows: 4 },
      realised: [],
    };
    return segmentDrift(evidence, { ...defaultDrift, columns: ['squareMetres'] }).columns;
  };
  expect(verdicts(panel.storeAttributes)).toMatchObject([{ column: 'squareMetres', verdict: 'steady', psi: 0 }]);
  expect(verdicts(grown)).toMatchObject([
    { kind: 'attribute', verdict: 'drift', shift: expect.closeTo(1, 4) as number },
  ]);
});

describe('errors against the backtest', () => {
  const promised = { wape: 0.3, windows: 4 };
  const weeks = (...wapes: readonly (number | null)[]) =>
    wapes.map((wape, index) => ({ week: addWeeks('2026-08-03', index), wape }));

  test.each([
    ['as in the backtest', weeks(0.3, 0.28, 0.33, 0.31), 'steady'],
    ['a little above it', weeks(0.38, 0.4, 0.39, 0.41), 'steady'],
    ['twice as large', weeks(0.6, 0.58, 0.63, 0.61), 'drift'],
    ['one bad week', weeks(0.3, 0.3, 0.3, 2.5), 'steady'],
    ['too few weeks', weeks(0.9, 0.9, 0.9, null), 'not judged'],
    ['none', [], 'not judged'],
  ])('%s: %s', (_case, realised, verdict) => {
    expect(errorDrift(realised, promised, defaultDrift).verdict).toBe(verdict);
  });

  test('a backtest of one window promises little: the same errors are then no drift', () => {
    const realised = weeks(0.8, 0.5, 0.7, 0.45, 0.65);
    const verdicts = [4, 1].map((windows) => errorDrift(realised, { wape: 0.3, windows }, defaultDrift).verdict);
    expect(verdicts).toEqual(['drift', 'steady']);
  });

  test('are reported by how many times they are larger, over a quarter at most', () => {
    const realised = weeks(9, 9, ...Array.from({ length: 13 }, (_, index) => 0.6 + 0.001 * index));
    const { detail, weeks: counted } = errorDrift(realised, promised, defaultDrift);
    expect(counted).toBe(13);
    expect(detail).toBe("WAPE 2.02 times the backtest's over 13 weeks, limit 1.5; p < 0.0001, limit 0.01");
    const off = { ...defaultDrift, errors: { ...defaultDrift.errors, enabled: false } };
    expect(errorDrift(realised, promised, off)).toMatchObject({ verdict: 'not judged', detail: 'not asked for' });
  });
});
