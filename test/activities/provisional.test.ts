import { expect, onTestFinished, test } from 'vitest';
import { lastProvisional } from '../../src/activities/last-provisional.ts';
import type { CyclePorts } from '../../src/activities/ports.ts';
import { publishedWindows } from '../../src/activities/published-windows.ts';
import type { GateCheck } from '../../src/contracts/cycle.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import type { ForecastRecord } from '../../src/ports/registry.ts';
import { registeredModel } from '../support/registered-models.ts';
import { startTestRegistry } from '../support/registry.ts';

const refused: GateCheck = { check: 'mape within target', passed: false, detail: 'MAPE 60%', option: 'gate.maxMape' };
const artifact = { hash: '0'.repeat(64), extension: 'json', bytes: 1 };

/** A registry with the challengers m1, which its gate refused, and m2, which it let pass; and what was published since. */
async function registryWith(scoredBy: Readonly<Record<string, string>>) {
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const { registry } = database;
  const { record } = registeredModel('m1');
  const { segment, trainingCutoff: cutoff, datasetVersion: version } = record;
  await registry.recordDataset({
    ...{ version, region: 'north', cutoff, rows: 1, manifest: artifact, qualityProfile: {}, files: [] },
  });
  await registry.recordModel('dev', { ...record, gate: [refused] });
  await registry.recordModel('dev', { ...record, version: 'm2', gate: [{ ...refused, passed: true }] });
  for (const [week, by] of Object.entries(scoredBy)) {
    const forecast: ForecastRecord = {
      ...{ environment: 'dev', region: 'north', cutoff: week, cycleId: `cycle/${week}`, datasetVersion: version },
      ...{ rows: 1, parquet: artifact, csv: artifact, uri: '', scoredBy: { 'large/fast': by } },
    };
    await registry.recordForecast(forecast);
  }
  const ports = (promotion: 'automatic' | 'manual') =>
    ({
      registry,
      project: { resolved: { horizonWeeks: 3, environments: { dev: { promotion } } } },
    }) as unknown as CyclePorts;
  const next = { environment: 'dev', segment, cutoff: addWeeks(cutoff, 1) };
  return { registry, segment, cutoff, ports, next };
}

const week = '2025-10-06';

test('a challenger that served provisionally continues where nothing new could be trained', async () => {
  const { ports, next } = await registryWith({ [week]: 'm1' });
  expect((await lastProvisional(ports('automatic'), next))?.version).toBe('m1');
});

test('not where a person has to approve, nor once it is retired, was champion, or something else has served since', async () => {
  const { registry, segment, ports, next } = await registryWith({ [week]: 'm1' });
  expect(await lastProvisional(ports('manual'), next)).toBeUndefined();
  await registry.promote({ environment: 'dev', segment, version: 'm1', actor: 'ann', facts: {} });
  expect(await lastProvisional(ports('automatic'), next)).toBeUndefined();
  const other = await registryWith({ [week]: 'm1' });
  await other.registry.retireModel({ environment: 'dev', version: 'm1', actor: 'ann', reason: 'too low' });
  expect(await lastProvisional(other.ports('automatic'), other.next)).toBeUndefined();
  const later = await registryWith({ [week]: 'seasonal' });
  expect(await lastProvisional(later.ports('automatic'), later.next)).toBeUndefined();
});

test('what it published binds no later gate; what a model that passed its gate published does', async () => {
  const { registry, segment } = await registryWith({ [week]: 'm1', [addWeeks(week, 1)]: 'm2' });
  const windows = await publishedWindows(registry, 'dev', segment, week, addWeeks(week, 2));
  expect(windows.map(({ versions }) => versions)).toEqual([['m2']]);
  // A person who approves it makes it count.
  await registry.promote({ environment: 'dev', segment, version: 'm1', actor: 'ann', facts: {} });
  expect(await publishedWindows(registry, 'dev', segment, week, addWeeks(week, 2))).toHaveLength(2);
});
