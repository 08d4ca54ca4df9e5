import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OperationalFacts } from '../../../src/ports/operational-facts.ts';
import { backtest, cycleResult } from '../../support/cycle-result.ts';
import { registeredModel } from '../../support/registered-models.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let facts: OperationalFacts;
const segment = { region: 'north', format: 'large', velocity: 'fast' } as const;
const north = { environment: 'dev', region: 'north' };
const idOf = (region: string, number: number): string => `cycle/dev/${region}/2025-10-06/${number}`;
const trigger = (id: string) => ({ id, cause: 'request', requestedBy: 'ann' }) as const;
const artifact = { hash: 'a'.repeat(64), extension: 'parquet', bytes: 1 };

/** A region whose second cycle found drift, with a champion, an evaluation, triggers and a decision that waits; and one that failed and runs. */
beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  const open = (region: string, number: number): Promise<void> =>
    registry.openCycle(idOf(region, number), {
      ...{ environment: 'dev', region, cutoff: '2025-10-06', number, triggers: [trigger('t1')] },
    });
  const { record } = registeredModel('model-1');
  await registry.recordDataset({
    ...{ version: record.datasetVersion, region: 'north', cutoff: '2025-10-06', manifest: artifact, rows: 480 },
    ...{ qualityProfile: {}, files: [] },
  });
  await registry.recordModel('dev', record);
  await registry.promote({ environment: 'dev', segment, version: 'model-1', actor: 'ann', facts: {} });

  await open('north', 1);
  await registry.closeCycle(idOf('north', 1), { result: cycleResult });
  await open('north', 2);
  await registry.recordForecast({
    ...{ ...north, cutoff: '2025-10-06', cycleId: idOf('north', 2), datasetVersion: record.datasetVersion, rows: 24 },
    ...{ parquet: artifact, csv: artifact, uri: 'file:///x.csv', scoredBy: { 'large/fast': 'model-1' } },
  });
  await registry.recordEvaluation(idOf('north', 1), { rows: 0, metrics: {} });
  const week = { week: '2025-10-06', rows: 3, units: 10, absoluteError: 2, baselineAbsoluteError: 4 };
  await registry.recordEvaluation(idOf('north', 2), { rows: 3, metrics: {}, segments: { 'large/fast': [week] } });
  await registry.closeCycle(idOf('north', 2), {
    result: {
      ...{ ...cycleResult, cycleId: idOf('north', 2), degraded: false, degradedReasons: [] },
      dataset: { ...cycleResult.dataset, warnings: ['volume: 3 rows fewer'] },
      segments: cycleResult.segments.map((outcome) => ({ ...outcome, causes: ['drift', 'stale'] })),
    },
  });
  await open('south', 1);
  await registry.closeCycle(idOf('south', 1), { failure: 'no shipments' });
  await open('south', 2);

  const entry = (id: string, state: 'pending' | 'ran' | 'merged', acceptedAt: string) => {
    return { trigger: trigger(id), acceptedAt, state };
  };
  await registry.acceptTriggers('region/dev/north', [
    entry('t1', 'pending', '2025-10-13T06:00:00.000Z'),
    entry('t2', 'pending', '2025-10-13T07:00:00.000Z'),
    entry('t3', 'pending', '2025-10-13T08:00:00.000Z'),
  ]);
  await registry.recordTriggers('region/dev/north', [entry('t1', 'ran', '2025-10-13T06:00:00.000Z')]);
  const decision = { promotion: 'p', run: 'r', version: 'model-2', cutoff: '2025-10-06', gatePassed: true } as const;
  await registry.recordDecision({
    ...{ ...decision, id: 'r/wait', environment: 'dev', segment, kind: 'wait', actor: 'cycle', reason: 'passed' },
    facts: { expiresAt: '2025-10-20T00:00:00.000Z' },
  });
  facts = await registry.operationalFacts();
});
afterAll(() => database.stop());

const moment = expect.any(Date) as Date;

test('the newest forecast, and the last cycle of each region', () => {
  expect(facts.forecasts).toEqual([{ ...north, cutoff: '2025-10-06', publishedAt: moment, rows: 24 }]);
  expect(facts.cycles).toEqual([
    { ...north, state: 'succeeded', openedAt: moment },
    { ...north, region: 'south', state: 'running', openedAt: moment },
  ]);
});

test('how the last ended cycle went: its dataset, and what it found to have drifted', () => {
  expect(facts.closed).toEqual([
    {
      ...{ ...north, state: 'succeeded', openedAt: moment, closedAt: moment, drifted: ['large/fast', 'large/slow'] },
      dataset: { rows: 480, quarantined: 6, warnings: 1 },
    },
    { ...{ ...north, region: 'south', state: 'failed', openedAt: moment, closedAt: moment, drifted: [] } },
  ]);
  expect(facts.endedCycles.map(({ region, state, count }) => `${region} ${state} ${count}`).sort()).toEqual([
    'north degraded 1',
    'north succeeded 1',
    'south failed 1',
  ]);
});

test('champions with what they promised, and the newest evaluation that has rows', () => {
  const { metrics, coverage } = backtest;
  expect(facts.champions).toEqual([
    { environment: 'dev', segment, trainedTo: '2025-10-06', backtest: { metrics, coverage } },
  ]);
  expect(facts.realised).toEqual([
    {
      ...north,
      segments: {
        'large/fast': [{ week: '2025-10-06', rows: 3, units: 10, absoluteError: 2, baselineAbsoluteError: 4 }],
      },
    },
  ]);
});

test('triggers by state and cause, the oldest of each; decisions that wait', () => {
  expect([...facts.triggers].sort((a, b) => (a.state < b.state ? -1 : 1))).toEqual([
    { ...north, state: 'pending', cause: 'request', count: 2, oldest: new Date('2025-10-13T07:00:00.000Z') },
    { ...north, state: 'ran', cause: 'request', count: 1, oldest: new Date('2025-10-13T06:00:00.000Z') },
  ]);
  expect(facts.waits).toEqual([{ ...north, expiresAt: new Date('2025-10-20T00:00:00.000Z') }]);
});
