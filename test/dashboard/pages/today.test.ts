import { expect, test } from 'vitest';
import {
  answerOf,
  countsByStanding,
  isEmpty,
  isNamed,
  troubles,
  worstFirst,
  type RegionOverview,
} from '../../../src/dashboard/pages/today/summary.ts';

const artifact = { hash: 'a'.repeat(64), extension: 'csv', bytes: 1 };

function region(name: string, standing: RegionOverview['standing'], cutoff?: string, weeksBehind = 0): RegionOverview {
  const forecast = {
    ...{ environment: 'dev', region: name, cycleId: `cycle/dev/${name}/${cutoff}/1`, datasetVersion: 'd', rows: 1 },
    ...{ parquet: artifact, csv: artifact, scoredBy: {}, publishedAt: '2026-11-29T12:00:00Z' },
  };
  return {
    ...{ region: name, standing, reason: `${name} is ${standing}`, weeksBehind, waitingDecisions: 0, history: [] },
    ...(cutoff === undefined ? {} : { forecast: { ...forecast, cutoff } }),
  };
}

test('the answer counts the regions that have the newest forecast', () => {
  const regions = [
    region('north', 'published', '2026-11-16'),
    region('south', 'failed', '2026-11-09', 1),
    region('west', 'never-published'),
  ];
  expect(answerOf({ regions })).toBe('1 of 3 regions has its forecast from the week of 2026-11-16.');
  expect(answerOf({ regions: regions.slice(0, 1) })).toBe(
    '1 of 1 region has its forecast from the week of 2026-11-16.',
  );
  expect(answerOf({ regions: regions.slice(2) })).toBe('No region has a forecast yet.');
});

test('standings are counted, the worst first, and troubles are what still holds', () => {
  const regions = [
    region('a', 'published', '2026-11-16'),
    region('b', 'degraded', '2026-11-16'),
    region('c', 'running', '2026-11-09', 1),
    region('d', 'failed', '2026-11-09', 1),
    region('e', 'published', '2026-11-16'),
  ];
  expect(countsByStanding({ regions })).toEqual([
    ['failed', 1],
    ['degraded', 1],
    ['running', 1],
    ['published', 2],
  ]);
  expect(troubles({ regions }).map((one) => one.region)).toEqual(['d', 'b', 'c']);
});

test('the table begins with what needs somebody; a region further behind comes before its likes', () => {
  const regions = [
    region('a', 'published', '2026-11-16'),
    region('b', 'degraded', '2026-11-16'),
    region('c', 'published', '2026-11-02', 2),
    region('d', 'failed', '2026-11-16'),
  ];
  expect(worstFirst(regions).map((one) => one.region)).toEqual(['d', 'b', 'c', 'a']);
});

test('a region is found by any part of its name, however it is written', () => {
  expect(isNamed({ region: 'us-Midwest' }, ' MID ')).toBe(true);
  expect(isNamed({ region: 'us-midwest' }, 'west-')).toBe(false);
});

test('an environment is empty until a region has had a cycle, or has been asked for one', () => {
  const empty = [region('north', 'never-published'), region('south', 'never-published')];
  expect(isEmpty({ regions: empty })).toBe(true);
  const cycle = { cycleId: 'cycle/dev/north/2026-11-16/1', state: 'failed' } as NonNullable<RegionOverview['cycle']>;
  expect(isEmpty({ regions: [{ ...empty[0]!, cycle }, empty[1]!] })).toBe(false);
  expect(isEmpty({ regions: [region('north', 'published', '2026-11-16'), empty[1]!] })).toBe(false);
  const started = { pending: 0, paused: false, cycles: 0, doing: 'waits for a trigger' };
  const isEmptyWith = (controller: object): boolean =>
    isEmpty({
      regions: [
        { ...empty[0]!, controller: { ...started, ...controller } as NonNullable<RegionOverview['controller']> },
      ],
    });
  expect(isEmptyWith({})).toBe(true);
  // No worker is there to begin with it, or it ended before the registry knew of it.
  expect(isEmptyWith({ pending: 1 })).toBe(false);
  expect(isEmptyWith({ running: cycle.cycleId })).toBe(false);
  expect(isEmptyWith({ lastCycle: { state: 'failed' } })).toBe(false);
});
