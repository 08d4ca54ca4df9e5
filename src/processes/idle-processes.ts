import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { LastWords } from './last-words.ts';

/** What processes are kept for another job. One whose job failed never is. */
export interface KeptProcesses {
  /** Milliseconds without a job after which a process ends. Default: at `close`. */
  readonly idleMs?: number;
  /** Megabytes a job may have held at most. Default: any. */
  readonly largestMb?: number;
}

/** What workers keep: a cycle's jobs follow each other within seconds, and one that holds much is not to hold it any longer. */
export function keptProcesses({
  keptMemoryMb,
  jobProcesses,
}: {
  /** Megabytes that processes without a job may hold together. */
  readonly keptMemoryMb: number;
  readonly jobProcesses: number;
}): KeptProcesses {
  return { idleMs: 20_000, largestMb: keptMemoryMb / jobProcesses };
}

export interface JobProcess {
  readonly child: ChildProcess;
  readonly lastWords: LastWords;
}

/** Processes without a job that wait for one. They do not keep this process from ending, and end with it. */
export class IdleProcesses {
  readonly #idleMs: number;
  readonly #largestMb: number;
  readonly #waiting = new Map<JobProcess, NodeJS.Timeout | undefined>();

  constructor({ idleMs = Infinity, largestMb = Infinity }: KeptProcesses = {}) {
    this.#idleMs = idleMs;
    this.#largestMb = largestMb;
  }

  /** The one that has waited least, since what it read last is likely to be read again. */
  take(): JobProcess | undefined {
    for (const process of [...this.#waiting.keys()].reverse()) {
      this.#forget(process);
      if (!isFree(process)) continue;
      process.child.ref();
      process.child.channel?.ref();
      pipeOf(process)?.ref();
      return process;
    }
    return undefined;
  }

  /** Has a process wait, or end where it has grown too large. @param peakMb what its job held */
  keep(process: JobProcess, peakMb: number): void {
    if (!isFree(process)) return;
    if (peakMb > this.#largestMb) {
      process.child.disconnect();
      return;
    }
    process.child.unref();
    process.child.channel?.unref();
    pipeOf(process)?.unref();
    const idleMs = this.#idleMs;
    const timer = Number.isFinite(idleMs) ? setTimeout(() => this.#dismiss(process), idleMs).unref() : undefined;
    this.#waiting.set(process, timer);
  }

  end(): void {
    for (const process of [...this.#waiting.keys()]) this.#dismiss(process);
  }

  /** A child whose channel is gone ends on its own. */
  #dismiss(process: JobProcess): void {
    this.#forget(process);
    if (process.child.connected) process.child.disconnect();
  }

  #forget(process: JobProcess): void {
    clearTimeout(this.#waiting.get(process));
    this.#waiting.delete(process);
  }
}

function pipeOf({ child }: JobProcess): Socket | null {
  return child.stderr as Socket | null;
}

/** Whether a process can take another job: it was not asked to end, and has not ended. */
function isFree({ child }: JobProcess): boolean {
  return child.connected && !child.killed && child.exitCode === null && child.signalCode === null;
}
