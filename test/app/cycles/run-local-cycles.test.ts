import { afterEach, beforeEach, expect, test } from 'vitest';
import type { OperationStep } from '../../../src/app/app.ts';
import { runLocalCycles } from '../../../src/app/cycles/run-local-cycles.ts';
import { performed, testApp } from '../../support/app.ts';
import { instantLocalState } from '../../support/instant-local-state.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { refusalMessage } from '../../support/refusal-message.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
beforeEach(async () => {
  database = await startTestRegistry();
});
afterEach(() => database.stop());

async function localApp() {
  const { project } = await loadedSmallProject();
  const state = await instantLocalState(project, database);
  state.world.latest.set('north', '2025-10-06');
  const steps: OperationStep[] = [];
  const app = testApp({ project, localState: state, onStep: (step) => steps.push(step) });
  return { app, state, steps };
}

test('a region has a result; one without data has a failure, and the others are run', async () => {
  const { app } = await localApp();
  const { cycles, peaksMb } = await performed(runLocalCycles, app, { environment: 'dev' });
  const [north, south] = cycles;
  expect(north).toMatchObject({ region: 'north', cycleId: 'cycle/dev/north/2025-10-06/1' });
  expect(north?.result?.segments.map(({ outcome }) => outcome)).toEqual(['promoted', 'promoted']);
  expect(south).toEqual({ region: 'south', failure: 'region south has no shipments' });
  expect(peaksMb).toEqual({ lasso: 120 });
});

test('the ledger knows who asked and why; a cutoff is the one asked for', async () => {
  const { app, state } = await localApp();
  await performed(runLocalCycles, app, {
    ...{ environment: 'dev', regions: ['north'], cutoff: '2025-09-29', reason: 'a first look' },
  });
  expect(await state.registry.cycleTriggers('cycle/dev/north/2025-09-29/1')).toMatchObject([
    { cause: 'request', requestedBy: 'ann', reason: 'a first look', cutoff: '2025-09-29' },
  ]);
});

test('cycles are shown while they run', async () => {
  const { app, steps } = await localApp();
  await performed(runLocalCycles, app, { environment: 'dev', regions: ['north'] });
  expect(steps[0]).toEqual({ step: 'local-cycles-begin', regions: ['north'] });
  const stages = steps.flatMap((step) =>
    step.step === 'local-cycles-moved' ? step.views.map(({ stage }) => stage) : [],
  );
  expect([...new Set(stages)].slice(0, 3)).toEqual(['waiting', 'ingest', 'snapshot']);
  expect(stages.at(-1)).toBe('done');
  const [moved] = steps.filter((step) => step.step === 'local-cycles-moved');
  expect(moved?.step === 'local-cycles-moved' && moved.views[0]?.activities).toEqual(['doing latest-cutoff']);
});

test('who gives up ends all of them', async () => {
  const { app, state } = await localApp();
  state.world.before = (job) => {
    if (job === 'train-member') state.end.abort(new Error('given up'));
  };
  await expect(performed(runLocalCycles, app, { environment: 'dev' })).rejects.toThrow('given up');
});

test.each([
  [{ environment: 'moon' }, 'the project has no environment "moon"; it has dev, prod'],
  [{ environment: 'dev', cutoff: '2025-10-07' }, "2025-10-07 is a tuesday; the project's weeks start on monday"],
  [{ environment: 'dev', regions: ['west'] }, 'the project has no region "west"; it has north, south'],
])('%j is refused before anything is opened', async (input, message) => {
  const { project } = await loadedSmallProject();
  expect(await refusalMessage(() => performed(runLocalCycles, testApp({ project }), input))).toBe(
    `UsageError: ${message}`,
  );
});
