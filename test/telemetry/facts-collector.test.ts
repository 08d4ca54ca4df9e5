import { expect, test } from 'vitest';
import type { OperationalFacts } from '../../src/ports/operational-facts.ts';
import { createFactsCollector } from '../../src/telemetry/facts-collector.ts';
import { createMeter } from '../../src/telemetry/meter.ts';

const facts: OperationalFacts = {
  forecasts: [
    { environment: 'dev', region: 'north', cutoff: '2026-11-09', publishedAt: new Date(1_000_000), rows: 24 },
  ],
  ...{ cycles: [], closed: [], endedCycles: [], champions: [], realised: [], triggers: [], waits: [] },
};
const project = { regions: ['north'], staleAfterDays: 60 };

test('several scrapers within ten seconds read the registry once', async () => {
  const meter = createMeter(['api', 'registry']);
  let reads = 0;
  let now = 50_000;
  const read = (): Promise<OperationalFacts> => Promise.resolve((reads += 1)).then(() => facts);
  const collector = createFactsCollector(read, project, meter, () => now);
  await Promise.all([collector.collect(), collector.collect()]);
  now += 9000;
  await collector.collect();
  expect(reads).toBe(1);
  now += 2000;
  await collector.collect();
  expect(reads).toBe(2);
  expect(await meter.text()).toContain('shelfcast_registry_read_timestamp_seconds 61');
});

test('a read that is late is waited for, not repeated next to itself', async () => {
  const meter = createMeter(['api', 'registry']);
  let reads = 0;
  let now = 0;
  const late = Promise.withResolvers<OperationalFacts>();
  const collector = createFactsCollector(
    () => ((reads += 1), late.promise),
    project,
    meter,
    () => now,
  );
  const first = collector.collect();
  now += 20_000;
  const second = collector.collect();
  expect(reads).toBe(1);
  late.resolve(facts);
  expect([await first, await second]).toEqual([undefined, undefined]);
});

test('a registry that cannot be read has no metrics but that it is down; then they come back', async () => {
  const meter = createMeter(['api', 'registry']);
  let isThere = true;
  let now = 0;
  const read = (): Promise<OperationalFacts> =>
    isThere ? Promise.resolve(facts) : Promise.reject(new Error('connect ECONNREFUSED'));
  const collector = createFactsCollector(read, project, meter, () => now);
  expect(await collector.collect()).toBeUndefined();
  isThere = false;
  now += 20_000;
  expect(await collector.collect()).toBe('connect ECONNREFUSED');
  const text = await meter.text();
  expect(text).toContain('shelfcast_registry_up 0');
  expect(text).not.toContain('shelfcast_forecast_rows{');
  isThere = true;
  now += 20_000;
  await collector.collect();
  expect(await meter.text()).toContain('shelfcast_forecast_rows{environment="dev",region="north"} 24');
});
