import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { showOverview } from '../../../src/app/overview/show-overview.ts';
import type { ControllerStatus } from '../../../src/contracts/messages.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp, type TestAppParts } from '../../support/app.ts';
import { cycleResult } from '../../support/cycle-result.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
const regions = ['failing', 'north', 'paused', 'running', 'silent', 'well'];
const artifact = { hash: 'a'.repeat(64), extension: 'parquet', bytes: 1 };
const idOf = (region: string, number: number) => `cycle/dev/${region}/2025-10-06/${number}`;

beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  for (const region of regions.filter((one) => one !== 'silent')) {
    const cutoff = region === 'well' ? '2025-10-20' : '2025-10-06';
    await registry.openCycle(idOf(region, 1), { environment: 'dev', region, cutoff, number: 1, triggers: [] });
    await registry.recordForecast({
      ...{ environment: 'dev', region, cutoff, cycleId: idOf(region, 1), datasetVersion: 'd', rows: 5 },
      ...{ parquet: artifact, csv: artifact, uri: 'file:///f.csv', scoredBy: {} },
    });
    const degraded = region === 'north';
    const result = { ...cycleResult, cycleId: idOf(region, 1), region, cutoff, degraded };
    await registry.closeCycle(idOf(region, 1), {
      result: { ...result, degradedReasons: degraded ? cycleResult.degradedReasons : [] },
    });
  }
  for (const region of ['failing', 'running']) {
    const of = { environment: 'dev', region, cutoff: '2025-10-13', number: 2, triggers: [] };
    await registry.openCycle(idOf(region, 2), of);
  }
  await registry.closeCycle(idOf('failing', 2), { failure: 'sales/7.csv has no column "qty"' });
});
afterAll(() => database.stop());

function appWith(status: (region: string) => Promise<ControllerStatus | undefined>): App {
  const resolved = { environments: { dev: {} }, regions: regions.map((name) => ({ name })) };
  const orchestration: TestAppParts['orchestration'] = {
    controllers: { status: ({ region }) => status(region) },
    progress: { stage: () => Promise.resolve('train') },
  };
  return testApp({ registry: database.registry, project: { resolved } as unknown as LoadedProject, orchestration });
}
const statusOf = (region: string): ControllerStatus => ({
  ...{ environment: 'dev', region, pending: 0, cycles: 1, doing: 'waits for a trigger' },
  ...(region === 'paused' ? { paused: true, pausedBy: 'ann: stocktaking' } : { paused: false }),
  ...(region === 'running' ? { running: idOf(region, 2) } : {}),
});

test('every region stands somewhere, with the reason', async () => {
  const app = appWith((region) => Promise.resolve(statusOf(region)));
  const { regions: shown, unreachable } = await performed(showOverview, app, { environment: 'dev' });
  expect(unreachable).toBeUndefined();
  expect(shown.map(({ region, standing, reason, weeksBehind }) => [region, standing, reason, weeksBehind])).toEqual([
    ['failing', 'failed', 'sales/7.csv has no column "qty"', 2],
    ['north', 'degraded', 'large/slow: too little history', 2],
    ['paused', 'paused', 'ann: stocktaking', 2],
    ['running', 'running', 'the cycle of 2025-10-13 runs (train)', 2],
    ['silent', 'never-published', 'no forecast was ever published', 0],
    ['well', 'published', 'published from 2025-10-20', 0],
  ]);
  expect(shown.map(({ history }) => history)).toEqual([
    ['failed', 'succeeded'],
    ['degraded'],
    ['succeeded'],
    ['running', 'succeeded'],
    [],
    ['succeeded'],
  ]);
});

test('without Temporal the registry answers, and it says that nothing is known of what runs', async () => {
  const app = appWith(() => Promise.reject(new Error('connection refused')));
  const { regions: shown, unreachable } = await performed(showOverview, app, { environment: 'dev' });
  expect(unreachable).toBe('connection refused');
  expect(shown.find(({ region }) => region === 'running')).toMatchObject({
    standing: 'running',
    reason: 'the cycle of 2025-10-13 runs',
  });
});
