import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLocalArtifactStore } from '../../../src/adapters/storage/local-artifact-store.ts';
import { runRegions } from '../../../src/cli/run/run-regions.ts';
import { totalsText } from '../../../src/cli/watch/totals.ts';
import type { CycleView } from '../../../src/ports/cycle-progress.ts';
import { createInstantJobs, InstantWorld, week } from '../../support/instant-jobs.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let database: TestRegistry;
beforeAll(async () => {
  database = await startTestRegistry();
});
afterAll(() => database.stop());

const regions = ['north', 'south'];

/** Runs a cycle of both regions by instant jobs; returns how they ended, in which order jobs ran, and all that was shown. */
async function ran(world: InstantWorld) {
  const { project } = await loadedSmallProject();
  const store = createLocalArtifactStore(await temporaryDirectory());
  const jobs: string[] = [];
  world.before = (job, input) => void jobs.push(`${job} ${regionOf(input)}`);
  const state = {
    ...{ project, registry: database.registry, store, runner: createInstantJobs(world, store) },
    peaksMb: () => ({}),
  };
  const shown: (readonly CycleView[])[] = [];
  const view = { show: (views: readonly CycleView[]) => void shown.push(views), end: () => undefined };
  const request = { environment: 'dev', regions, reason: 'test' };
  return { views: await runRegions(request, state, view, new AbortController().signal), jobs, shown };
}

function regionOf(input: unknown): string {
  return regions.find((region) => JSON.stringify(input).includes(`"${region}"`)) ?? 'all';
}

test('a region has published before the next one trains, and the regions that wait are shown from the start', async () => {
  const world = new InstantWorld();
  for (const region of regions) world.latest.set(region, week(0));
  const { views, jobs, shown } = await ran(world);
  expect(views.map(({ region, stage }) => `${region} ${stage}`)).toEqual(['north done', 'south done']);
  const published = jobs.indexOf('score-region north');
  expect(published).toBeGreaterThan(0);
  expect(jobs.indexOf('train-member south')).toBeGreaterThan(published);
  expect(shown.every((some) => some.length === 2)).toBe(true);
  expect([...new Set(shown.map(totalsText))]).toEqual([
    '0 of 2 regions have ended; 2 wait',
    '0 of 2 regions have ended; 1 runs, 1 waits',
    '1 of 2 regions has ended; 1 waits',
    '1 of 2 regions has ended; 1 runs',
    '2 of 2 regions have ended',
  ]);
});

test('a region that fails does not keep the next one from running', async () => {
  const world = new InstantWorld();
  world.latest.set('south', week(1));
  const { views } = await ran(world);
  expect(views.map(({ region, stage, failure }) => [region, stage, failure])).toEqual([
    ['north', 'failed', 'region north has no shipments'],
    ['south', 'done', undefined],
  ]);
});
