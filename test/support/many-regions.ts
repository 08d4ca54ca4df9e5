import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { startApi } from '../../src/api/start-api.ts';
import type { RealisedErrors } from '../../src/contracts/cycle.ts';
import { regionCycleId } from '../../src/contracts/workflow-ids.ts';
import { addWeeks } from '../../src/contracts/week.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { loadProject } from '../../src/project/load-project.ts';
import { cycleResult } from './cycle-result.ts';
import { freePort } from './free-port.ts';
import { startTestRegistry } from './registry.ts';
import { removeFolder } from './remove-folder.ts';
import { createSmallProject } from './small-project.ts';

export interface ManyRegions {
  readonly regions: readonly string[];
  /** The API with its pages. */
  readonly url: string;
  /** Ends the API alone: pages that are open continue without it. */
  stopApi(): Promise<void>;
  close(): Promise<void>;
}

/** The last week of the data of most regions. */
const newestCutoff = '2026-11-16';
const artifact = { hash: 'a'.repeat(64), extension: 'parquet', bytes: 1 };

/**
 * The API and its pages on a registry in which the environment `dev` has had cycles of many regions, while `prod` is empty. No Temporal
 * and no worker runs: what the registry has is all there is. Of every twenty regions one has failed, one fell short, one is two weeks
 * behind and one never had a cycle.
 */
export async function startManyRegions(count: number): Promise<ManyRegions> {
  const directory = await mkdtemp(join(tmpdir(), 'shelfcast-regions-'));
  const regions = Array.from({ length: count }, (_, index) => `market-${String(index + 1).padStart(3, '0')}`);
  const listed = regions.map((name) => ({ name, timeZone: 'America/Chicago' }));
  await createSmallProject({
    directory,
    config: `regions: ${JSON.stringify(listed)}, environments: { dev: { promotion: 'automatic' }, prod: { promotion: 'manual' } },`,
  });
  const database = await startTestRegistry();
  for (const [index, region] of regions.entries()) await addCycles(database.registry, region, index % 20);
  // As in a process of its own, with settings of where things are.
  process.env.SHELFCAST_REGISTRY_URL = database.url;
  process.env.SHELFCAST_ARTIFACTS = join(directory, 'artifacts');
  const port = await freePort();
  const api = await startApi({
    project: await loadProject(directory),
    ...{ stateFolder: join(directory, 'state'), host: '127.0.0.1', port },
    log: pino({ level: 'silent' }),
  });
  let stopped: Promise<void> | undefined;
  const stopApi = (): Promise<void> => (stopped ??= api.close());
  return {
    regions,
    url: api.url,
    stopApi,
    async close() {
      await stopApi();
      delete process.env.SHELFCAST_REGISTRY_URL;
      delete process.env.SHELFCAST_ARTIFACTS;
      await database.stop();
      await removeFolder(directory);
    },
  };
}

/** What happened in a region, by its place among twenty. */
async function addCycles(registry: Registry, region: string, place: number): Promise<void> {
  if (place === 13) return;
  const cutoff = place === 7 ? addWeeks(newestCutoff, -2) : newestCutoff;
  const cycleId = regionCycleId('dev', region, cutoff, 1);
  await registry.openCycle(cycleId, { environment: 'dev', region, cutoff, number: 1, triggers: [] });
  await registry.recordForecast({
    ...{ environment: 'dev', region, cutoff, cycleId, datasetVersion: 'd', rows: 24, uri: 'file:///f.csv' },
    ...{ parquet: artifact, csv: artifact, scoredBy: { 'large/fast': 'seasonal' } },
  });
  const degraded = place === 11;
  const result = { ...cycleResult, cycleId, region, cutoff, degraded, degradedReasons: [] };
  await registry.closeCycle(cycleId, {
    result: degraded ? { ...result, degradedReasons: cycleResult.degradedReasons } : result,
  });
  await registry.recordEvaluation(cycleId, {
    ...{ rows: 2, metrics: {}, segments: { 'large/fast': [errorsOf(cutoff, place)] } },
  });
  if (place !== 5) return;
  const failed = regionCycleId('dev', region, newestCutoff, 2);
  await registry.openCycle(failed, { environment: 'dev', region, cutoff: newestCutoff, number: 2, triggers: [] });
  await registry.closeCycle(failed, { failure: 'sales/7.csv has no column "qty"' });
}

/** Errors of a week: below those of the mean of the past, except for the region whose forecasts are worse than it. */
function errorsOf(week: string, place: number): RealisedErrors {
  const absoluteError = place === 9 ? 60 : 20;
  return {
    ...{ week, rows: 2, units: 100, absoluteError, baselineAbsoluteError: 50, error: 5 },
    ...{ soldRows: 2, relativeError: 0.5, intervalRows: 2, insideInterval: 2 },
  };
}
