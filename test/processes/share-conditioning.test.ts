import { expect, test } from 'vitest';
import type { JobHooks, JobInput, JobName, JobRunner } from '../../src/ports/job-runner.ts';
import { withSharedConditioning } from '../../src/processes/share-conditioning.ts';

/** A runner that only writes down what it is asked for; `ingest-source` finds one more file that is new. */
function recorded(failing = false) {
  const asked: [JobName, unknown][] = [];
  const runner: JobRunner = {
    run: (job, input) => {
      asked.push([job, input]);
      if (failing && job === 'condition-files') return Promise.reject(new Error('killed'));
      const conditioned = (input as { paths?: readonly string[] }).paths?.length;
      const answer = job === 'condition-files' ? { conditioned } : { source: 'sales', newFiles: 1 };
      return Promise.resolve(answer as never);
    },
  };
  return { asked, runner };
}

const hooks: JobHooks = { signal: new AbortController().signal, onProgress: () => undefined };
const project = { resolved: { sources: [{ name: 'sales', landing: 'sales/*' }] } } as never;

function sharing(runner: JobRunner, entries: { path: string; bytes: number; stamp: string }[]) {
  const landing = () => Promise.resolve({ glance: () => Promise.resolve(entries) });
  return withSharedConditioning(runner, { project, landing, processes: 2, bytesPerProcess: 100 });
}

const ingest: JobInput<'ingest-source'> = { source: 'sales' };

test('much to do is shared out evenly before the source is ingested, and not again', async () => {
  const { asked, runner } = recorded();
  const entries = [90, 60, 50, 40].map((bytes, index) => ({ path: `sales/${index}`, bytes, stamp: 'a' }));
  const shared = sharing(runner, entries);
  expect(await shared.run('ingest-source', ingest, hooks)).toEqual({ source: 'sales', newFiles: 5 });
  expect(asked).toEqual([
    ['condition-files', { source: 'sales', paths: ['sales/0', 'sales/3'] }],
    ['condition-files', { source: 'sales', paths: ['sales/1', 'sales/2'] }],
    ['ingest-source', ingest],
  ]);
  entries[0]!.stamp = 'b';
  await shared.run('ingest-source', ingest, hooks);
  expect(asked.slice(3)).toEqual([['ingest-source', ingest]]);
});

test('little to do, one file or another job goes to one process', async () => {
  const { asked, runner } = recorded();
  const small = [1, 2].map((bytes) => ({ path: `sales/${bytes}`, bytes, stamp: '' }));
  await sharing(runner, small).run('ingest-source', ingest, hooks);
  await sharing(runner, [{ path: 'sales/a', bytes: 1e9, stamp: '' }]).run('ingest-source', ingest, hooks);
  await sharing(runner, small).run('latest-cutoff', { region: 'north' }, hooks);
  expect(asked.map(([job]) => job)).toEqual(['ingest-source', 'ingest-source', 'latest-cutoff']);
});

test('a share that fails is left to the job that reports it; one that is cancelled ends the work', async () => {
  const { asked, runner } = recorded(true);
  const entries = [200, 200].map((bytes, index) => ({ path: `sales/${index}`, bytes, stamp: '' }));
  await sharing(runner, entries).run('ingest-source', ingest, hooks);
  expect(asked.at(-1)).toEqual(['ingest-source', ingest]);
  const cancelled = { ...hooks, signal: AbortSignal.abort(new Error('cancelled')) };
  await expect(sharing(runner, entries).run('ingest-source', ingest, cancelled)).rejects.toThrow('cancelled');
  expect(asked.at(-1)?.[0]).toBe('condition-files');
});
