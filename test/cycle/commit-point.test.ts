import { expect, onTestFinished, test } from 'vitest';
import type { CyclePorts } from '../../src/activities/ports.ts';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import type { RegionCycleResult } from '../../src/contracts/cycle.ts';
import type { Week } from '../../src/contracts/week.ts';
import { runLocalCycle } from '../../src/local/run-local-cycle.ts';
import type { ArtifactStore } from '../../src/ports/artifact-store.ts';
import type { JobInput, JobName } from '../../src/ports/job-runner.ts';
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
  const stop = new AbortController();
  const { signal } = stop;
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
      signal,
    });
  };
  const standing = async () => ({
    champion: (await database.registry.champion('dev', segment))?.version,
    published: (await database.registry.forecastsBefore('dev', 'north', week(0), week(9))).map(
      ({ cycleId }) => cycleId,
    ),
    files: await Array.fromAsync(store.listPointers('forecasts'), ({ name }) => store.readPointer(name)),
  });
  return { broken, cycle, standing, registry: database.registry, world, stop };
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

test('champions and forecasts are one transaction: where one cannot be changed, nothing is', async () => {
  const { cycle, standing, registry } = await practice();
  await cycle(week(0));
  const before = await standing();
  const [published] = await registry.forecastsBefore('dev', 'north', week(0), week(9));
  const change = { environment: 'dev', actor: 'cycle/2', comparedWith: before.champion!, facts: {} };
  const later = { ...published!, cycleId: 'cycle/2', cutoff: week(1) };
  const changes = [{ ...change, segment, version: 'a model that is not there' }];
  await expect(registry.recordForecast(later, changes)).rejects.toThrow();
  expect(await standing()).toEqual(before);
});

test.each(['rolled back', 'retired', 'taken out of use'] as const)(
  'what a person has %s since the gate stays so: the challenger is left out, and the region says why',
  async (deed) => {
    const { cycle, standing, registry, world } = await practice();
    await cycle(week(0));
    const first = (await standing()).champion!;
    await cycle(week(1));
    const second = (await standing()).champion!;
    const ann = { environment: 'dev', actor: 'ann', reason: 'too low' };
    let challenger = '';
    world.before = async (job, input) => {
      if (job !== 'score-region') return;
      const { segments } = input as JobInput<'score-region'>;
      challenger = segments.find((one) => one.segment.velocity === 'fast')?.champion?.version ?? '';
      if (deed === 'rolled back') await registry.rollback({ ...ann, id: 'r1', segment });
      if (deed === 'retired') await registry.retireModel({ ...ann, version: second, toBaseline: true });
      if (deed === 'taken out of use') await registry.retireModel({ ...ann, version: challenger });
    };
    const { segments, degradedReasons } = await cycle(week(2));
    const left = { 'rolled back': first, retired: undefined, 'taken out of use': second }[deed];
    expect((await standing()).champion).toBe(left);
    expect(segments[0]).toMatchObject({ outcome: 'kept', scoredBy: 'challenger', provisional: challenger });
    expect(degradedReasons.join()).toContain('north/large/fast: challenger');
    expect(degradedReasons.join()).toContain('did not become champion');
    // The other segment is not affected.
    expect(segments[1]).toMatchObject({ outcome: 'promoted', scoredBy: 'champion' });
  },
);

test('a version that was retired does not come back because it is trained again; its region is served', async () => {
  const { cycle, standing, registry } = await practice();
  await cycle(week(0));
  const version = (await standing()).champion!;
  await registry.retireModel({ environment: 'dev', version, actor: 'ann', reason: 'too low', toBaseline: true });
  const { segments } = await cycle(week(0));
  expect(segments[0]).toMatchObject({ outcome: 'rejected' });
  expect(segments[0]!.reason).toContain('ann retired');
  expect((await standing()).champion).toBeUndefined();
});

test('a cycle that is cancelled while it scores has changed nothing, though its scoring came to an end', async () => {
  const { cycle, standing, world, stop } = await practice();
  await cycle(week(0));
  const before = await standing();
  world.before = (job) => {
    if (job === 'score-region') stop.abort(new Error('given up'));
  };
  await expect(cycle(week(1))).rejects.toThrow('given up');
  expect(await standing()).toEqual(before);
});

test('a cycle that is committed again does not take back what a person has done since', async () => {
  const { cycle, standing, registry } = await practice();
  await cycle(week(0));
  const { champion } = await standing();
  const { cycleId } = await cycle(week(1));
  const second = await standing();
  await registry.rollback({ ...{ id: 'r1', environment: 'dev', segment, actor: 'ann', reason: 'too low' } });
  const [, published] = await registry.forecastsBefore('dev', 'north', week(0), week(9));
  const change = {
    environment: 'dev',
    segment,
    version: second.champion!,
    actor: cycleId,
    comparedWith: champion!,
    facts: {},
  };
  expect(await registry.recordForecast(published!, [change])).toEqual([]);
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
