import { expect, test } from 'vitest';
import type { DriftPolicy } from '../../../src/contracts/drift.ts';
import { changeEdges, type ColumnProfileOfSegment, type SegmentProfile } from '../../../src/contracts/profile.ts';
import { addWeeks } from '../../../src/contracts/week.ts';
import { columnDrift } from '../../../src/datasets/drift/column-drift.ts';
import { changeBin } from '../../../src/datasets/profile/segment-profile.ts';
import { randomStream } from '../../../src/forecasting/random.ts';
import { defaultDrift } from '../../support/default-drift.ts';

const firstWeek = '2023-01-02';

interface Drawn {
  readonly seed: number;
  readonly weeks?: number;
  readonly rows?: number;
  /** Deviation of what the rows of a week have in common, in logs. */
  readonly together?: number;
  /** What is added to the changes of the newest weeks, and to how many. */
  readonly shift?: number;
  readonly shifted?: number;
}

/** A column whose changes against the year before are drawn: a common part by week, which lasts, and a part by row. */
function drawn({
  seed,
  weeks = 120,
  rows = 150,
  together = 0.05,
  shift = 0,
  shifted = 4,
}: Drawn): ColumnProfileOfSegment {
  const random = randomStream(seed, 'changes');
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let common = 0;
  const changes = Array.from({ length: weeks }, (_, week) => {
    common = 0.5 * common + together * normal();
    const counts = new Array<number>(changeEdges.length + 1).fill(0);
    for (let row = 0; row < rows; row += 1) {
      counts[changeBin(common + 0.4 * normal() + (week >= weeks - shifted ? shift : 0))]! += 1;
    }
    return counts;
  });
  const histogram = { scale: 1, exponent: 0, first: 0, counts: [] };
  return {
    ...{ column: 'units', role: 'units', count: 0, missing: 0, min: 0, max: 0, mean: 0, std: 0, quantiles: [] },
    ...{ histogram, seasonMeans: [], weekly: changes.map(() => rows), changes, itemCorrelation: 0 },
  };
}

function judged(column: ColumnProfileOfSegment, policy: DriftPolicy = defaultDrift, weeksSince = 1) {
  const weeks = column.changes.length;
  const profile: SegmentProfile = {
    ...{ profileVersion: 1, region: 'north', format: 'large', velocity: 'fast', firstWeek, weeks },
    ...{ cutoff: addWeeks(firstWeek, weeks - 1), series: 150, items: 150, sampledSeries: 150 },
    ...{ columns: [column], attributes: [] },
  };
  const trainedTo = addWeeks(profile.cutoff, -weeksSince);
  return columnDrift(column, { reference: profile, current: profile, trainedTo }, policy);
}

test('what does not change alarms in less than one of a hundred cases, however much weeks have in common', () => {
  const alarms = [0, 0.05, 0.2].flatMap((together) =>
    Array.from({ length: 60 }, (_, seed) => judged(drawn({ seed, together }))).filter(
      ({ verdict }) => verdict === 'drift',
    ),
  );
  expect(alarms.length).toBeLessThan(2);
});

test.each([0.3, -0.3])('a shift by %d in logs is found, and reported with its size', (shift) => {
  const found = Array.from({ length: 30 }, (_, seed) => judged(drawn({ seed: seed + 1000, shift })));
  expect(found.filter(({ verdict }) => verdict === 'drift').length).toBeGreaterThan(27);
  const shifts = found.map((one) => one.shift ?? 0);
  expect(shifts.reduce((sum, one) => sum + one, 0) / shifts.length).toBeCloseTo(Math.expm1(shift), 1);
});

test('the same shift is no drift where weeks differ by as much anyway', () => {
  const found = Array.from({ length: 20 }, (_, seed) => judged(drawn({ seed, shift: 0.3, together: 0.4 })));
  expect(found.filter(({ verdict }) => verdict === 'drift').length).toBeLessThan(2);
});

test('every condition can be set, and each alone keeps it from being drift', () => {
  const column = drawn({ seed: 1000, shift: 0.4 });
  expect(judged(column).verdict).toBe('drift');
  for (const limit of [{ psi: 9 }, { alpha: 1e-300 }, { leastChange: 2 }, { margin: 1e6 }]) {
    expect(judged(column, { ...defaultDrift, ...limit }).verdict, JSON.stringify(limit)).toBe('steady');
  }
});

test('the weeks since the training are compared, filled up to four and cut off at eight', () => {
  const windows = [1, 6, 20].map((since) => judged(drawn({ seed: 1 }), defaultDrift, since).window?.first);
  const cutoff = addWeeks(firstWeek, 119);
  expect(windows).toEqual([addWeeks(cutoff, -3), addWeeks(cutoff, -5), addWeeks(cutoff, -7)]);
});

test('without a year of changes nobody can say what is usual', () => {
  expect(judged(drawn({ seed: 1, weeks: 40, shift: 1 }))).toMatchObject({
    verdict: 'not judged',
    detail: '36 weeks of the training data have one a year before; 52 are needed',
  });
  const { changes } = drawn({ seed: 1 });
  const gone = { ...drawn({ seed: 1 }), changes: changes.map((week, index) => (index < 116 ? week : [])) };
  expect(judged(gone)).toMatchObject({ verdict: 'not judged', detail: 'no value that has one a year before' });
});
