import { fork, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  ChildProcessError,
  JobError,
  type JobHooks,
  type JobName,
  type JobOutput,
  type JobRunner,
} from '../../ports/job-runner.ts';
import type { JobReply, JobRequest } from './messages.ts';

const childProgram = fileURLToPath(new URL('./main.ts', import.meta.url));
const lastWordsLength = 500;

export interface ChildProcessOptions {
  /** Code version of the worker's project; a job that loads another one refuses to run. */
  readonly codeVersion: string;
  /** Milliseconds between SIGTERM and SIGKILL when a job is cancelled. Default 3000. */
  readonly killAfterMs?: number;
  /** Megabytes of JavaScript heap a child may use. Default 1024. */
  readonly maxHeapMb?: number;
  /** Environment variables of the jobs, over those of this process: where the project and its artifacts are. Default none. */
  readonly env?: Readonly<Record<string, string>>;
  /** Told the largest resident set of every job that answered. */
  readonly onEnded?: (job: JobName, peakRssMb: number) => void;
}

/**
 * Runs every job in a process of its own: a second thread that loads tfjs-node fails, a blocked event loop would stop
 * heartbeats, and memory goes back to the system when the process ends.
 */
export function createChildProcessRunner(options: ChildProcessOptions): JobRunner {
  const { codeVersion, killAfterMs = 3000, maxHeapMb = 1024, env, onEnded } = options;
  return {
    run: (job, input, hooks) => {
      const child = fork(childProgram, [], {
        execArgv: [`--max-old-space-size=${maxHeapMb}`],
        // A group of its own, so that Ctrl-C in a terminal reaches the worker alone, which then ends its children in order.
        detached: true,
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
        env: {
          // Compiled code is kept between jobs: a third less time to the first line of work.
          NODE_COMPILE_CACHE: join(tmpdir(), 'shelfcast-compile-cache'),
          ...process.env,
          ...env,
          // A job reads and writes artifacts only; the registry's password is none of its business.
          SHELFCAST_REGISTRY_URL: undefined,
          // One math thread a process: the same inputs then give the same bytes, and processes side by side share the cores.
          TF_NUM_INTRAOP_THREADS: '1',
          TF_NUM_INTEROP_THREADS: '1',
          TF_CPP_MIN_LOG_LEVEL: '2',
        },
      });
      return supervise(child, { job, input, codeVersion }, { ...hooks, killAfterMs, onEnded });
    },
  };
}

function supervise<Name extends JobName>(
  child: ChildProcess,
  request: JobRequest & { readonly job: Name },
  {
    onProgress,
    signal,
    killAfterMs,
    onEnded,
  }: JobHooks & { killAfterMs: number; onEnded: ChildProcessOptions['onEnded'] },
): Promise<JobOutput<Name>> {
  const { job } = request;
  return new Promise((resolve, reject) => {
    let answer: Exclude<JobReply, { kind: 'progress' }> | undefined;
    let lastWords = '';
    let killTimer: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      child.kill('SIGTERM');
      killTimer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    };
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastWords = (lastWords + text).slice(-lastWordsLength);
    });
    child.on('message', (reply: JobReply) => {
      if (reply.kind === 'progress') onProgress(reply.progress);
      else {
        answer = reply;
        onEnded?.(job, reply.peakRssMb);
      }
    });
    child.on('error', reject);
    // `close` comes after the last message and the last of stderr; `exit` may come before them.
    child.on('close', (exitCode, signalName) => {
      clearTimeout(killTimer);
      signal.removeEventListener('abort', cancel);
      if (signal.aborted) reject(signal.reason as Error);
      else if (answer?.kind === 'result') resolve(answer.output as JobOutput<Name>);
      else if (answer?.kind === 'error') reject(new JobError(answer));
      else reject(new ChildProcessError({ job, exitCode, signalName, lastWords: lastWords.trim() }));
    });
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    child.send(request, (error) => {
      // A child that died before it could listen is reported by `close`, with its last words.
      if (error) child.kill('SIGKILL');
    });
  });
}
