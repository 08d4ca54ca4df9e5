import { expect, test } from 'vitest';
import {
  answerOf,
  countsByStanding,
  troubles,
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
