import { fork } from 'node:child_process';
import { ChildProcessError, JobError, JobMemoryError } from '../ports/job-errors.ts';
import { waitingForProcess, type JobHooks, type JobName, type JobOutput, type JobRunner } from '../ports/job-runner.ts';
import { childEnvironment } from './child-environment.ts';
import { IdleProcesses, type JobProcess, type KeptProcesses } from './idle-processes.ts';
import { LastWords } from './last-words.ts';
import { watchMemory } from './memory-guard.ts';
import type { JobReply, JobRequest } from './messages.ts';
import { nodeOptions } from './node-options.ts';
import { ownProgram } from './own-program.ts';
import { traceOfNow } from '../telemetry/traces/job-span.ts';
import { createProcessSlots } from './process-slots.ts';
import { ScratchFolder } from './scratch-folder.ts';

const childProgram = ownProgram('./main.ts', import.meta.url);

export interface ChildProcessOptions {
  /** Version of the code that jobs run, as the worker loaded it; a job that loads another one refuses to run. */
  readonly jobsVersion: string;
  /** Processes of this runner at a time, at least 1; other jobs wait for one, in order. Default: as many as are asked for. */
  readonly maxProcesses?: number;
  /** Milliseconds between SIGTERM and SIGKILL when a job is cancelled. Default 2000. */
  readonly killAfterMs?: number;
  /** Megabytes of JavaScript heap a child may use. Default 1024. */
  readonly maxHeapMb?: number;
  /** Megabytes a child may hold in all; a larger one is ended, on Linux alone. Default: no limit. */
  readonly maxMemoryMb?: number;
  /** Environment variables of the jobs, over those of this process: where the project and its artifacts are. Default none. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folders and object stores that jobs use besides the artifacts: they get the keys to those alone. Default none. */
  readonly locations?: readonly string[];
  /**
   * Which processes are kept for the next job once they have answered: what a job has to load is then loaded once a process, and its
   * memory goes back when the process ends. Default: none.
   */
  readonly keep?: KeptProcesses;
  /** Called with the largest resident set of every job that answered. */
  readonly onEnded?: (job: JobName, peakRssMb: number) => void;
}

/** Jobs in processes, and the end of those that are kept. */
export interface ChildProcessRunner extends JobRunner {
  /** Ends the processes that are kept for other jobs. Those of running jobs are ended by the signals these were given. */
  close(): void;
}

/**
 * Runs every job in a process that no other job is in, a new one or one that was kept: a second thread that loads tfjs-node fails, a blocked
 * event loop would stop heartbeats, and memory goes back to the system when the process ends.
 */
export function createChildProcessRunner(options: ChildProcessOptions): ChildProcessRunner {
  const { jobsVersion, maxProcesses = Infinity, keep } = options;
  const { killAfterMs = 2000, maxMemoryMb = Infinity, onEnded } = options;
  const slots = createProcessSlots(maxProcesses);
  const idle = new IdleProcesses(keep);
  return {
    run: async (job, input, hooks) => {
      // Once it has waited, silence means that it hangs.
      let begins = (): void => undefined;
      const waits = (): void => {
        begins = () => hooks.onProgress({ step: 'starting' });
        hooks.onProgress({ step: waitingForProcess });
      };
      const release = await slots.take(hooks.signal, waits, hooks.attempt?.work.split('/')[0]);
      begins();
      const attempt = hooks.attempt ? { attempt: hooks.attempt } : {};
      const trace = traceOfNow();
      const request = {
        ...{ job, input, jobsVersion, ...attempt },
        ...(keep ? { stay: true } : {}),
        ...(trace ? { trace } : {}),
      };
      let peakMb = Infinity;
      const ended = (name: JobName, peakRssMb: number): void => {
        peakMb = peakRssMb;
        onEnded?.(name, peakRssMb);
      };
      let process: JobProcess | undefined;
      try {
        // Inside: a full disk must not cost the slot.
        process = idle.take() ?? startProcess(options);
        const output = await supervise(process, request, { ...hooks, killAfterMs, maxMemoryMb, onEnded: ended });
        if (keep) idle.keep(process, peakMb);
        return output;
      } catch (error) {
        // One that stays after its job has failed is of no more use.
        if (process?.child.connected) process.child.disconnect();
        throw error;
      } finally {
        release();
      }
    },
    close: () => idle.end(),
  };
}

function startProcess({ maxHeapMb = 1024, env, locations }: ChildProcessOptions): JobProcess {
  const scratch = new ScratchFolder();
  const own = { ...env, ...scratch.environment };
  const environment = childEnvironment({ own, ...(locations ? { locations } : {}) });
  const child = fork(childProgram, [], {
    execArgv: nodeOptions(maxHeapMb),
    // A group of its own, so that Ctrl-C in a terminal reaches the worker alone, which then ends its children in order.
    detached: true,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: environment,
  });
  // Not `close`, which does not come once the channel has been closed from here.
  child.once('exit', () => scratch.remove()).once('error', () => scratch.remove());
  const lastWords = new LastWords(environment);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => lastWords.add(text));
  return { child, lastWords };
}

interface Supervision extends JobHooks {
  readonly killAfterMs: number;
  readonly maxMemoryMb: number;
  readonly onEnded: ChildProcessOptions['onEnded'];
}

function supervise<Name extends JobName>(
  { child, lastWords }: JobProcess,
  request: JobRequest & { readonly job: Name },
  { onProgress, onUsage, signal, killAfterMs, maxMemoryMb, onEnded }: Supervision,
): Promise<JobOutput<Name>> {
  const { job } = request;
  return new Promise((resolve, reject) => {
    let answer: Exclude<JobReply, { kind: 'progress' }> | undefined;
    let tooLarge: JobMemoryError | undefined;
    let killTimer: NodeJS.Timeout | undefined;
    const memory = watchMemory(child.pid, maxMemoryMb, (rssMb) => {
      tooLarge = new JobMemoryError({ job, limitMb: maxMemoryMb, rssMb });
      child.kill('SIGKILL');
    });
    const cancel = (): void => {
      child.kill('SIGTERM');
      killTimer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    };
    const hear = (reply: JobReply): void => {
      if (reply.kind === 'progress') {
        onProgress(reply.progress);
        return;
      }
      answer = reply;
      onEnded?.(job, reply.peakRssMb);
      onUsage?.({ processorSeconds: reply.processorSeconds, peakRssMb: reply.peakRssMb });
      // A process that stays does not close; one that was asked to end does.
      if (request.stay && !signal.aborted) end(null, null);
    };
    const settle = (): void => {
      clearTimeout(killTimer);
      memory.stop();
      signal.removeEventListener('abort', cancel);
      child.off('message', hear).off('error', fail).off('close', end);
    };
    const fail = (error: Error): void => {
      settle();
      reject(error);
    };
    const end = (exitCode: number | null, signalName: string | null): void => {
      settle();
      if (signal.aborted) reject(signal.reason as Error);
      else if (answer?.kind === 'result') resolve(answer.output as JobOutput<Name>);
      else if (answer?.kind === 'error') reject(new JobError(answer));
      else reject(tooLarge ?? new ChildProcessError({ job, exitCode, signalName, lastWords: lastWords.told() }));
    };
    // `close` comes after the last message and the last of stderr; `exit` may come before them.
    child.on('message', hear).on('error', fail).on('close', end);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
    child.send(request, (error) => {
      // A child that died before it could listen is reported by `close`, with its last words.
      if (error) child.kill('SIGKILL');
    });
  });
}
