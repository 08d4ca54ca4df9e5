import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ManagedProcess, StackProcessError } from '../../src/embedded/managed-process.ts';
import { processIdentity } from '../../src/state/process-identity.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** A process of a program given as text, stopped when the current test ends. */
async function processOf(program: string) {
  const directory = await temporaryDirectory();
  const logFile = join(directory, 'log');
  await writeFile(join(directory, 'program.mjs'), program);
  const managed = new ManagedProcess({
    name: 'registry',
    program: join(directory, 'program.mjs'),
    args: [],
    logFile,
    killAfterMs: 200,
  });
  onTestFinished(() => managed.stop());
  return { managed, logFile };
}

/** Ready, and running until it is asked to end. */
const ready = "process.send({ kind: 'ready' }); setInterval(() => undefined, 1000);";

test('starts, reports the memory of its jobs, and leaves no process when it stops', async () => {
  const { managed } = await processOf(
    `process.send({ kind: 'job-ended', job: 'train-member', peakRssMb: 300 });
     process.send({ kind: 'job-ended', job: 'train-member', peakRssMb: 200 }); ${ready}`,
  );
  await managed.start();
  const [id = 0] = managed.processIds;
  expect(processIdentity(id)).toBeDefined();
  managed.samplePeak();
  expect(managed.peaks()).toEqual({ registry: expect.any(Number) as number, 'train-member': 300 });
  await managed.stop();
  expect(processIdentity(id)).toBeUndefined();
});

test('is killed where it does not end when asked', async () => {
  const { managed } = await processOf(`process.on('SIGTERM', () => undefined); ${ready}`);
  await managed.start();
  const [id = 0] = managed.processIds;
  await managed.stop();
  expect(processIdentity(id)).toBeUndefined();
});

test('what it serves ends with it, where it has to be killed too', async () => {
  const { managed } = await processOf(
    `import { spawn } from 'node:child_process';
     const served = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
     process.send({ kind: 'serving', processId: served.pid }); process.on('SIGTERM', () => undefined); ${ready}`,
  );
  await managed.start();
  const [, served] = managed.processIds;
  if (served === undefined) throw new Error('it names nothing that it serves');
  onTestFinished(() => {
    if (processIdentity(served)) process.kill(served, 'SIGKILL');
  });
  expect(processIdentity(served)).toBeDefined();
  await managed.stop();
  await vi.waitFor(() => expect(processIdentity(served)).toBeUndefined(), { timeout: 90_000 });
});

test('starts again when it dies', async () => {
  const { managed } = await processOf(ready);
  await managed.start();
  const [first = 0] = managed.processIds;
  process.kill(first, 'SIGKILL');
  const second = await vi.waitFor(
    () => {
      const [id = 0] = managed.processIds;
      if (id === first) throw new Error('not yet');
      return id;
    },
    { timeout: 90_000 },
  );
  expect(processIdentity(second)).toBeDefined();
});

test.each([
  ['ends', "console.error('no room'); process.exit(3);", 'it ended with exit code 3'],
  ['says that it failed', "process.send({ kind: 'failed', errorName: 'Error', message: 'no room' });", 'no room'],
])('a process that %s before it is ready is named, with its log', async (_, program, reason) => {
  const { managed, logFile } = await processOf(program);
  const failure: unknown = await managed.start().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(StackProcessError);
  expect(failure).toMatchObject({
    message: `registry did not start: ${reason}; its log is ${logFile}`,
    process: 'registry',
    logFile,
  });
  expect(await readFile(logFile, 'utf8')).toBe(program.includes('console') ? 'no room\n' : '');
});
