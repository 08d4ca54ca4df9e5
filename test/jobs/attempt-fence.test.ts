import { expect, test } from 'vitest';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { takeLease } from '../../src/jobs/attempt-fence.ts';
import { hashOf } from '../../src/datasets/hash.ts';
import type { JobAttempt } from '../../src/ports/job-runner.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const first: JobAttempt = { work: 'dev/train/1', run: 'a/5', number: 1, scheduledAt: 1000 };

async function leases() {
  const store = createLocalArtifactStore(await temporaryDirectory());
  return { store, take: (attempt?: JobAttempt) => takeLease(store, 'leases/fit', attempt) };
}

test('an attempt that another one has followed may write no more, nor take the lease back', async () => {
  const { take } = await leases();
  const older = await take(first);
  await older.check();
  const newer = await take({ ...first, number: 2, scheduledAt: 500 });
  const fenced = {
    name: 'AttemptFencedError',
    attempt: 1,
    successor: 2,
    message: expect.stringContaining('attempt 1 at dev/train/1 has been taken over by attempt 2') as string,
  };
  await expect(older.check()).rejects.toMatchObject(fenced);
  await expect(take(first)).rejects.toMatchObject(fenced);
  await newer.check();
});

test('after a reset attempts are counted from 1 again: the run scheduled later has the lease', async () => {
  const { take } = await leases();
  const older = await take({ ...first, number: 3 });
  const newer = await take({ ...first, run: 'b/5', scheduledAt: 2000 });
  await expect(older.check()).rejects.toMatchObject({ attempt: 3, successor: 1 });
  await newer.check();
});

test('attempts at other work continue in parallel', async () => {
  const { take } = await leases();
  const dev = await take(first);
  const prod = await take({ ...first, work: 'prod/train/1', number: 2 });
  await dev.check();
  await prod.check();
});

test('a lease that both took at the same moment is the later attempt’s', async () => {
  const { store, take } = await leases();
  const older = await take(first);
  const newer = await take({ ...first, number: 2 });
  await store.writePointer(`leases/fit/${hashOf([first.work])}`, JSON.stringify(first));
  await newer.check();
  await expect(older.check()).rejects.toThrow('taken over by attempt 2');
});

test('a lease that cannot be read is nobody’s', async () => {
  const { store, take } = await leases();
  await store.writePointer(`leases/fit/${hashOf([first.work])}`, '{"cut short');
  await (await take(first)).check();
});

test('without attempts, as for a command, nothing is written and nothing fenced', async () => {
  const { store, take } = await leases();
  await take({ ...first, number: 9 });
  const lease = await store.readPointer(`leases/fit/${hashOf([first.work])}`);
  const fence = await take();
  await fence.check();
  expect(await store.readPointer(`leases/fit/${hashOf([first.work])}`)).toBe(lease);
});
