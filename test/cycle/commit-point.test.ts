import { expect, onTestFinished, test } from 'vitest';
import type { CyclePorts } from '../../src/activities/ports.ts';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import type { RegionCycleResult } from '../../src/contracts/cycle.ts';
import type { Week } from '../../src/contracts/week.ts';
import { runLocalCycle } from '../../src/local/run-local-cycle.ts';
import type { ArtifactStore } from '../../src/ports/artifact-store.ts';
import type { JobName } from '../../src/ports/job-runner.ts';
import type { Registry } from '../../src/ports/registry.ts';
import { createInstantJobs, InstantWorld, week } from '../support/instant-jobs.ts';
import { loadedSmallProject } from '../support/loaded-small-project.ts';
import { startTestRegistry } from '../support/registry.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const segment = { region: 'north', format: 'large', velocity: 'fast' } as const;
const nothing = (): void => undefined;

/** Cycles by calls, with the registry and the store as they are; whatever `break` names throws. */
async function practice() {
  const { project } = await loadedSmallProject();
  const database = await startTestRegistry();
  onTestFinished(() => database.stop());
  const store = createLocalArtifactStore(await temporaryDirectory());
  const world = new InstantWorld();
  const broken = new Set<string>();
  const failing = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        if (typeof name === 'string' && broken.has(name)) return () => Promise.reject(new Error(`${name} broke`));
        return Reflect.get(target, name, receiver) as unknown;
      },
    });
  world.before = (job) => {
    if (broken.has(job)) throw new Error(`${job} broke`);
  };
  const jobs = createInstantJobs(world, store);
  const { signal } = new AbortController();
  const ports: CyclePorts = {
    project,
    registry: failing<Registry>(database.registry),
    store: failing<ArtifactStore>(store),
    jobs: { run: (name, input) => jobs.run(name, input, { signal, onProgress: nothing }) },
  };
  const cycle = (cutoff: Week): Promise<RegionCycleResult> => {
    world.latest.set('north', cutoff);
    return runLocalCycle({ environment: 'dev', region: 'north', cutoff, triggers: [] }, ports, {
      ...{ enter: nothing, source: nothing, segment: nothing, member: nothing, warn: nothing },
      signal: new AbortController().signal,
    });
  };
  const standing = async () => ({
    champion: (await database.registry.champion('dev', segment))?.version,
    published: (await database.registry.forecastsBefore('dev', 'north', week(0), week(9))).map(
      ({ cycleId }) => cycleId,
    ),
    files: await Array.fromAsync(store.listPointers('forecasts'), ({ name }) => store.readPointer(name)),
  });
  return { broken, cycle, standing, registry: database.registry, store };
}

const steps: readonly (JobName | keyof Registry)[] = [
  ...(['openCycle', 'ingest-source', 'snapshot-dataset', 'recordDataset', 'champion'] as const),
  ...(['score-region', 'recordForecast'] as const),
];

test.each(steps)('a cycle that fails at %s has changed no champion and no forecast', async (step) => {
  const { broken, cycle, standing } = await practice();
  await cycle(week(0));
  const before = await standing();
  expect(before.champion).toBeDefined();
  broken.add(step);
  await expect(cycle(week(10))).rejects.toThrow(/broke/);
  expect(await standing()).toEqual(before);
  broken.clear();
  // The week that failed is done again, and takes effect.
  const { segments } = await cycle(week(10));
  expect(segments[0]).toMatchObject({ outcome: 'promoted' });
  expect((await standing()).champion).not.toBe(before.champion);
});

test('champions and forecasts are one transaction: where one champion is refused, nothing has changed', async () => {
  const { cycle, standing, registry } = await practice();
  await cycle(week(0));
  await registry.retireModel({
    ...{ environment: 'dev', version: (await standing()).champion!, actor: 'ann', reason: 'too low', toBaseline: true },
  });
  const retired = await standing();
  const [published] = await registry.forecastsBefore('dev', 'north', week(0), week(9));
  const { models } = await registry.findModels({ environment: 'dev' });
  const change = { environment: 'dev', actor: 'cycle/2', facts: {} };
  const slow = models.find((model) => model.record.segment.velocity === 'slow')!;
  const fast = models.find((model) => model.record.segment.velocity === 'fast')!;
  await expect(
    registry.recordForecast({ ...published!, cycleId: 'cycle/2' }, [
      { ...change, segment: slow.record.segment, version: slow.record.version },
      { ...change, segment: fast.record.segment, version: fast.record.version },
    ]),
  ).rejects.toThrow(/retired/);
  expect(await standing()).toEqual(retired);
});

test('a cycle that is committed again does not take back what a person has done since', async () => {
  const { cycle, standing, registry } = await practice();
  await cycle(week(0));
  const { champion } = await standing();
  const { cycleId } = await cycle(week(1));
  const second = await standing();
  await registry.rollback({ ...{ id: 'r1', environment: 'dev', segment, actor: 'ann', reason: 'too low' } });
  const [, published] = await registry.forecastsBefore('dev', 'north', week(0), week(9));
  const change = { environment: 'dev', segment, version: second.champion!, actor: cycleId, facts: {} };
  await registry.recordForecast(published!, [change]);
  expect((await standing()).champion).toBe(champion);
});

test.each(['publishAs', 'evaluate-forecasts'])(
  'a cycle whose forecasts are out does not fail, whatever happens at %s',
  async (step) => {
    const { broken, cycle, standing } = await practice();
    await cycle(week(0));
    broken.add(step);
    const { cycleId, degradedReasons, evaluation } = await cycle(week(1));
    expect((await standing()).published).toContain(cycleId);
    if (step === 'publishAs') expect(degradedReasons.join()).toContain('publishAs broke');
    else expect(evaluation.failure).toContain('evaluate-forecasts broke');
  },
);
