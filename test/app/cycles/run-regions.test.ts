import { afterAll, beforeAll, expect, test } from 'vitest';
import { runRegions } from '../../../src/app/cycles/run-regions.ts';
import type { CycleView } from '../../../src/ports/cycle-progress.ts';
import { instantLocalState } from '../../support/instant-local-state.ts';
import { loadedSmallProject } from '../../support/loaded-small-project.ts';
import { startTestRegistry, type TestRegistry } from '../../support/registry.ts';

let database: TestRegistry;
beforeAll(async () => {
  database = await startTestRegistry();
});
afterAll(() => database.stop());

const regions = ['north', 'south'];

function regionOf(input: unknown): string {
  return regions.find((region) => JSON.stringify(input).includes(`"${region}"`)) ?? 'all';
}

test('a region has published before the next one trains, and the regions that wait are shown from the start', async () => {
  const { project } = await loadedSmallProject();
  const state = await instantLocalState(project, database);
  for (const region of regions) state.world.latest.set(region, '2025-10-06');
  const jobs: string[] = [];
  state.world.before = (job, input) => void jobs.push(`${job} ${regionOf(input)}`);
  const shown: (readonly CycleView[])[] = [];

  const request = { environment: 'dev', regions, actor: 'ann' };
  const views = await runRegions(request, state, (some) => void shown.push(some));

  expect(views.map(({ region, stage }) => `${region} ${stage}`)).toEqual(['north done', 'south done']);
  expect(jobs).toContain('score-region north');
  expect(jobs.indexOf('train-member south')).toBeGreaterThan(jobs.indexOf('score-region north'));
  const stages = shown.map((some) => some.map(({ stage }) => stage).join(' '));
  expect([stages[0], stages.includes('done waiting'), stages.at(-1)]).toEqual(['waiting waiting', true, 'done done']);
});
