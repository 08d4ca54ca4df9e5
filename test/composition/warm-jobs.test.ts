import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWarmJobs } from '../../src/composition/warm-jobs.ts';
import { whatIfJob } from '../../src/jobs/scoring/what-if.ts';
import { publishSmall, type PublishedSmall } from '../support/published-small.ts';

let folder: string;
let small: PublishedSmall;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shelfcast-warm-'));
  small = await publishSmall(join(folder, 'project'));
});
afterAll(async () => {
  small.close();
  await rm(folder, { recursive: true });
});

test('a process answers as scoring does, again from what it kept, and is replaced where it was ended', async () => {
  const { context, model, summary, forecast } = small;
  const runner = createWarmJobs(context.project, join(folder, 'project', '.shelfcast'));
  const rows = await context.tables.readParquet(await context.store.localPath(forecast.parquet), {
    where: [{ column: 'scored_by', in: [model.version] }],
  });
  const item = String(rows['item']![0]);
  const input = { model, manifest: summary.manifest, item, stores: ['n1'], changes: [{ lever: 'price', to: 1.6 }] };
  const ask = (signal = new AbortController().signal) =>
    runner.run('what-if', input, { signal, onProgress: () => undefined });
  const here = await whatIfJob(input, context);
  expect(await ask()).toEqual(here);
  expect(await ask()).toEqual(here);
  await expect(ask(AbortSignal.abort(new Error('too long')))).rejects.toThrow('too long');
  expect(await ask()).toEqual(here);
  runner.close();
});
