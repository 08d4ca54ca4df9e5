import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../src/app/app.ts';
import { showCycle } from '../../../src/app/cycles/show-cycle.ts';
import { watchCycle } from '../../../src/app/cycles/watch-cycle.ts';
import type { CycleView } from '../../../src/ports/cycle-progress.ts';
import type { LoadedProject } from '../../../src/project/loaded-project.ts';
import { performed, testApp } from '../../support/app.ts';
import { cycleResult } from '../../support/cycle-result.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
let app: App;
const { cycleId } = cycleResult;
const running = 'cycle/dev/north/2025-10-13/2';

beforeAll(async () => {
  database = await startTestRegistry();
  const { registry } = database;
  const of = { environment: 'dev', region: 'north', triggers: [] };
  await registry.openCycle(cycleId, { ...of, cutoff: '2025-10-06', number: 1 });
  await registry.closeCycle(cycleId, { result: cycleResult });
  await registry.openCycle(running, { ...of, cutoff: '2025-10-13', number: 2 });
  const look = (_target: unknown, before: CycleView): Promise<CycleView> =>
    Promise.resolve({
      ...{ ...before, stage: 'train', startedAt: new Date('2025-10-20T06:00:00Z'), activities: [] },
      segments: [{ name: 'north/large/fast', stage: 'training', detail: 'data', activities: ['lasso window 2 of 4'] }],
    });
  app = testApp({
    registry,
    project: { resolved: { environments: { dev: {}, prod: {} } } } as unknown as LoadedProject,
    orchestration: { progress: { look } },
  });
});
afterAll(() => database.stop());

test('a cycle that has ended has its result; one that runs has none yet', async () => {
  expect(await performed(showCycle, app, { environment: 'dev', cycleId })).toMatchObject({
    cycle: { state: 'degraded', degradedReasons: ['large/slow: too little history'] },
    result: cycleResult,
  });
  const { cycle, result } = await performed(showCycle, app, { environment: 'dev', cycleId: running });
  expect([cycle.state, result]).toEqual(['running', undefined]);
});

test('what a cycle is doing comes from Temporal', async () => {
  expect(await performed(watchCycle, app, { environment: 'dev', cycleId: running })).toMatchObject({
    ...{ region: 'north', stage: 'train', startedAt: '2025-10-20T06:00:00.000Z' },
    segments: [{ activities: ['lasso window 2 of 4'] }],
  });
});

test.each([showCycle, watchCycle])('a cycle of another environment is unknown in this one', async (operation) => {
  expect(await refusalMessage(() => performed<object, unknown>(operation, app, { environment: 'prod', cycleId }))).toBe(
    `UsageError: prod has no cycle "${cycleId}"`,
  );
});
