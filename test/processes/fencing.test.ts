import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processIdentity } from '../../src/state/process-identity.ts';
import type { JobAttempt, JobProgress } from '../../src/ports/job-runner.ts';
import { createChildProcessRunner } from '../../src/processes/run-job.ts';
import { createSmallTraining, type SmallTraining } from '../support/small-training.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Trains the network as a worker of its own would, for an attempt. */
function train(training: SmallTraining, number: number, onProgress: (progress: JobProgress) => void) {
  const attempt: JobAttempt = { work: 'dev/train/1', run: 'a/5', number, scheduledAt: 1000 * number };
  const runner = createChildProcessRunner({
    jobsVersion: training.jobsVersion,
    env: {
      SHELFCAST_PROJECT: training.projectDirectory,
      SHELFCAST_ARTIFACTS: training.artifactsDirectory,
      SHELFCAST_CHECKPOINT_SECONDS: '0.5',
    },
  });
  const signal = new AbortController().signal;
  return runner.run('train-member', training.input('network'), { onProgress, signal, attempt });
}

/** Text of every pointer of the store, by name. */
async function pointersOf({ artifactsDirectory }: SmallTraining): Promise<Record<string, string>> {
  const folder = join(artifactsDirectory, 'pointers');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const)),
  );
}

test('an attempt that outlives the start of its successor writes nothing more', async () => {
  const training = await createSmallTraining({
    directory: await temporaryDirectory(),
    // Long enough that there is a checkpoint to stop at.
    epochs: 150,
  });
  const checkpoint = Promise.withResolvers<NonNullable<JobProgress['checkpoint']>>();
  const older = train(training, 1, (progress) => progress.checkpoint && checkpoint.resolve(progress.checkpoint));
  const ended = older.catch((error: unknown) => error);
  // It stops between two checkpoints, as a machine that is suspended.
  const { epoch } = await checkpoint.promise;
  const [zombie = 0] = await training.jobProcesses();
  process.kill(zombie, 'SIGSTOP');

  const heard: JobProgress[] = [];
  const result = await train(training, 2, (progress) => heard.push(progress));
  expect(result).toMatchObject({ member: 'network', reusedFits: 0 });
  expect(heard.find((progress) => progress.checkpoint)).toMatchObject({ epoch, checkpoint: { epoch } });
  expect(processIdentity(zombie)).toBeDefined();

  const pointers = await pointersOf(training);
  process.kill(zombie, 'SIGCONT');
  expect(await ended).toMatchObject({
    name: 'JobError',
    errorName: 'AttemptFencedError',
    facts: { attempt: 1, successor: 2 },
  });
  expect(await pointersOf(training)).toEqual(pointers);
});
