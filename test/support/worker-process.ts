import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const program = fileURLToPath(new URL('../../src/workers/worker-main.ts', import.meta.url));

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** What it has logged, JSON lines. */
  log(): string;
}

/**
 * A worker as the stack starts it, a process of its own; ended with the current test where it still runs. It takes no part in versioning
 * unless the test says so: most tests are about workers that serve workflows without a version.
 */
export async function startWorkerProcess(
  queues: string,
  environment: Readonly<Record<string, string>>,
): Promise<WorkerProcess> {
  let text = '';
  const child = fork(program, ['--queues', queues], {
    env: { ...process.env, SHELFCAST_WORKER_VERSIONING: 'off', ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.stdout?.setEncoding('utf8').on('data', (more: string) => (text += more));
  onTestFinished(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  const [message] = (await once(child, 'message')) as [{ kind: string }];
  if (message.kind !== 'ready') throw new Error(`the worker is not ready: ${JSON.stringify(message)}`);
  return { child, log: () => text };
}
