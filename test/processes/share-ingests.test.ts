import { expect, test } from 'vitest';
import type { JobHooks, JobRunner } from '../../src/ports/job-runner.ts';
import { withSharedIngests } from '../../src/processes/share-ingests.ts';

const ingest = { source: 'sales' };

/** A runner whose ingests take as long as a test has them, at a time that the test sets. */
function world() {
  const looks: PromiseWithResolvers<unknown>[] = [];
  const clock = { now: 100_000 };
  const runner: JobRunner = {
    run: () => {
      const look = Promise.withResolvers<unknown>();
      looks.push(look);
      return look.promise as never;
    },
  };
  const shared = withSharedIngests(runner, () => clock.now);
  const ask = (scheduledAt: number, signal = new AbortController().signal) =>
    shared.run('ingest-source', ingest, {
      ...{ signal, onProgress: () => undefined },
      attempt: { work: 'dev/cycle', run: 'run', number: 1, scheduledAt },
    } satisfies JobHooks);
  return { looks, clock, shared, ask };
}
const found = { source: 'sales', files: 3, newFiles: 2 };

test('cycles that waited when a look began share what it finds, also once it is over', async () => {
  const { looks, ask } = world();
  const [first, second] = [ask(80_000), ask(85_000)];
  looks[0]?.resolve(found);
  expect(await first).toEqual(found);
  expect(await second).toEqual({ ...found, newFiles: 0 });
  expect(await ask(88_000)).toEqual({ ...found, newFiles: 0 });
  expect(looks).toHaveLength(1);
});

test('a cycle that was scheduled after a look began looks itself: a file may have come in between', async () => {
  const { looks, ask } = world();
  void ask(80_000);
  void ask(99_000);
  await Promise.resolve();
  expect(looks).toHaveLength(2);
});

test('a look that fails is not shared, and neither is an old one', async () => {
  const { looks, clock, ask } = world();
  const [first, second] = [ask(80_000), ask(85_000)];
  looks[0]?.reject(new Error('out of memory'));
  await expect(first).rejects.toThrow('out of memory');
  await expect.poll(() => looks.length).toBe(2);
  looks[1]?.resolve(found);
  expect(await second).toEqual(found);
  clock.now += 11 * 60_000;
  void ask(85_000);
  await Promise.resolve();
  expect(looks).toHaveLength(3);
});

test('a cycle that is cancelled does not wait for the look of another one', async () => {
  const { ask } = world();
  void ask(80_000);
  const controller = new AbortController();
  const second = ask(85_000, controller.signal);
  controller.abort(new Error('cancelled'));
  await expect(second).rejects.toThrow('cancelled');
});
