import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withLocalState, type LocalState } from '../../../src/composition/local-state.ts';
import { runRegions } from '../../../src/app/cycles/run-regions.ts';
import { openStateDirectory } from '../../../src/state/state-directory.ts';
import { segmentName, type Segment } from '../../../src/contracts/segment.ts';
import { loadProject } from '../../../src/project/load-project.ts';
import { collectGarbage, type GarbageReport } from '../../../src/registry/retention/collect-garbage.ts';
import { runCommand } from '../../support/commands/run-command.ts';
import { createSmallProject, type SmallProject } from '../../support/small-project.ts';
import { removeFolder } from '../../support/remove-folder.ts';

const program = fileURLToPath(new URL('./collect-and-die.ts', import.meta.url));
const dayMs = 86_400_000;
const policy = {
  datasetsWeeks: 1,
  unpromotedModelsDays: 1,
  checkpointsDays: 1,
  keepPublishedForecasts: false,
  graceHours: 1,
};
const segment: Segment = { region: 'north', format: 'large', velocity: 'fast' };

/** Three weeks of real cycles, then garbage collection two years later. The tests build on each other. */
describe('garbage collection after real cycles', () => {
  let project: SmallProject;
  let state: string;
  const now = Date.now() + 730 * dayMs;
  beforeAll(async () => {
    project = await createSmallProject({ directory: await mkdtemp(join(tmpdir(), 'shelfcast-gc-')) });
    state = join(project.directory, '.shelfcast/local');
    for (const week of [0, 1, 2]) {
      if (week > 0) await project.deliverWeek(week);
      await cycle();
    }
    // A model that nobody needs any more, and the first week's data with it.
    await withState(async ({ registry }) => {
      const [first] = await registry.championHistory('dev', segment);
      await registry.retireModel({ environment: 'dev', version: first!.version, actor: 'ann', reason: 'too low' });
    });
  });
  afterAll(() => removeFolder(project.directory));

  const withState = async <Result>(use: (state: LocalState) => Promise<Result>): Promise<Result> =>
    withLocalState(await loadProject(project.directory), state, {}, use);
  const cycle = () =>
    withState(async (local) => {
      const request = { environment: 'dev', regions: ['north'], actor: 'test', reason: 'test' };
      const { signal } = new AbortController();
      const [ended] = await runRegions(request, { ...local, signal }, () => undefined);
      if (!ended?.result) throw new Error(ended?.failure);
      return ended.result;
    });
  const wouldGo = (at = now): Promise<GarbageReport> =>
    withState(({ registry, store }) => collectGarbage({ registry, store }, { policy, landed: new Set(), now: at }));
  const objects = (): Promise<number> =>
    withState(async ({ store }) => (await Array.fromAsync(store.listObjects())).length);
  const objectsOf = ({ garbage }: GarbageReport): number =>
    Object.values(garbage).reduce((sum, { objects: count }) => sum + count, 0);

  /**
   * Collects in a process of its own, which kills itself before a given number of deletions of a kind. Returns the signal it
   * ended by.
   */
  const collect = async (kill?: { what: 'pointers' | 'objects'; after: number }, at = now): Promise<string | null> => {
    const { database, artifacts } = openStateDirectory(state);
    const args = [database, artifacts, String(at), JSON.stringify(policy), kill?.what ?? '', String(kill?.after ?? 0)];
    const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (code !== 0 && signal === null) throw new Error(`it ended with ${code}`);
    return signal;
  };
  /** Runs a command on the state of the last local run, which it finds on its own. */
  const command = async (...args: readonly string[]) => {
    const result = await runCommand(...args, '-p', project.directory);
    expect([args.join(' '), result.exitCode, result.stderr]).toEqual([args.join(' '), 0, expect.any(String)]);
    return result.stdout;
  };

  test('today nothing is deleted, since all of it is new; it deletes nothing without being asked to', async () => {
    const before = await objects();
    const report = JSON.parse(await command('gc', '--json')) as GarbageReport;
    expect([report.deleted, objectsOf(report)]).toEqual([false, 0]);
    const later = await wouldGo();
    expect(later.deleted).toBe(false);
    expect(later.models.length).toBeGreaterThan(0);
    expect(objectsOf(later)).toBeGreaterThan(0);
    expect(await objects()).toBe(before);
  });

  test('killed in the midst of it, twice, and run again it takes the rest', async () => {
    const before = await objects();
    const planned = objectsOf(await wouldGo());
    expect(await collect({ what: 'pointers', after: 2 })).toBe('SIGKILL');
    expect(await objects()).toBe(before);
    expect(await collect({ what: 'objects', after: 3 })).toBe('SIGKILL');
    const between = await objects();
    expect(between).toBe(before - 3);
    expect(await collect()).toBeNull();
    expect(await objects()).toBeLessThanOrEqual(before - planned);
    // What pointers released goes after another grace period.
    expect(await collect(undefined, now + 2 * dayMs)).toBeNull();
    expect(await collect(undefined, now + 4 * dayMs)).toBeNull();
    const left = await wouldGo(now + 6 * dayMs);
    expect([objectsOf(left), left.pointers, left.models, left.datasets]).toEqual([0, 0, [], []]);
  });

  test('what is kept is whole: champions are made again, explained, traced, and score', async () => {
    const [champion] = await withState(async ({ registry }) => [await registry.champion('dev', segment)]);
    expect(await command('models', 'reproduce', champion!.version)).toContain(champion!.version.slice(0, 12));
    expect(
      await command('explain', '--region', 'north', '--segment', 'large/fast', '--store', 'n1', '--item', 'apples'),
    ).not.toBe('');
    expect(await command('lineage', 'model', champion!.version, '--json')).toContain('sales/history.csv');
    const again = await cycle();
    // Not that nothing is trained: a challenger that was refused is tried again.
    expect(again.segments.map(({ scoredBy }) => scoredBy)).toEqual(Array(4).fill('champion'));
    expect([again.degraded, again.forecasts.rows]).toEqual([false, 24]);
  });

  test('one goes back to the week before, which scores', async () => {
    const { to } = await withState(({ registry }) =>
      registry.rollback({ id: 'back', environment: 'dev', segment, actor: 'ann', reason: 'too high' }),
    );
    const result = await cycle();
    const scored = result.segments.find((one) => segmentName(one.segment) === segmentName(segment));
    expect([scored?.champion, scored?.scoredBy]).toEqual([to, 'champion']);
    expect(result.forecasts.rows).toBe(24);
  });
});
