import { fork, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { serviceOptions } from '../processes/node-options.ts';
import type { StackMessage } from '../processes/parent-messages.ts';
import { peakRssMb } from '../processes/peak-memory.ts';
import { isAlive, recordOf, type ProcessRecord } from '../state/process-identity.ts';

export interface ProcessOptions {
  readonly name: string;
  /** Path of the TypeScript program. */
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Milliseconds between SIGTERM and SIGKILL. Default 20,000. */
  readonly killAfterMs?: number;
}

/** A process of the stack could not be started, or was lost and could not be brought back. */
export class StackProcessError extends Error {
  override readonly name = 'StackProcessError';
  readonly process: string;
  readonly logFile: string;

  constructor(facts: { process: string; logFile: string; reason: string }) {
    super(`${facts.process} did not start: ${facts.reason}; its log is ${facts.logFile}`);
    this.process = facts.process;
    this.logFile = facts.logFile;
  }
}

/** Pauses before a process that died is started again: one that had worked for a while, and one that keeps dying. */
const restartAfterMs = { atOnce: 50, slowly: 1000 };
/** What lives so long was well; its death is not one of a row. */
const wellAfterMs = 10_000;

/**
 * A long-lived process of the stack: started once ready, started again when it dies, stopped in order.
 *
 * It runs in a process group of its own, so that Ctrl-C reaches only the stack, and ends on its own when the stack is
 * gone, because its channel to it closes.
 */
export class ManagedProcess {
  readonly #options: ProcessOptions;
  #child: ChildProcess | undefined;
  #serving: ProcessRecord | undefined;
  #stopping = false;
  #restartTimer: NodeJS.Timeout | undefined;
  /** When the process was last ready, by the monotonic clock. */
  #readyAt = Infinity;
  #peakRssMb = 0;
  readonly #jobPeaks = new Map<string, number>();

  constructor(options: ProcessOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.name;
  }

  /** Ids of the process and of the program it serves, if it serves one. */
  get processIds(): readonly number[] {
    return [this.#child?.pid, this.#serving?.id].filter((id) => id !== undefined);
  }

  /** Starts the process and waits until it says that it is ready. */
  async start(): Promise<void> {
    const { name, program, args, env, logFile } = this.#options;
    const log = openSync(logFile, 'a');
    const child = fork(program, [...args], {
      detached: true,
      execArgv: [...process.execArgv, ...serviceOptions],
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...process.env, ...env },
    });
    closeSync(log);
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      const fail = (reason: string): void => reject(new StackProcessError({ process: name, logFile, reason }));
      child.on('message', (message: StackMessage) => {
        if (message.kind === 'ready') resolve();
        if (message.kind === 'failed') fail(message.message);
        this.#hear(message);
      });
      child.once('error', (error) => fail(error.message));
      child.once('exit', (code, signal) => fail(`it ended with ${signal ?? `exit code ${code}`}`));
    });
    this.#readyAt = performance.now();
    child.once('exit', () => this.#restart());
  }

  /** Asks the process to end and waits for it; kills it where it does not. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restartTimer);
    this.samplePeak();
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      const kill = setTimeout(() => child.kill('SIGKILL'), this.#options.killAfterMs ?? 20_000);
      child.once('exit', () => {
        clearTimeout(kill);
        resolve();
      });
      child.kill('SIGTERM');
    });
    this.#killServed();
  }

  /** Looks at the memory of the process now; its system forgets the peak when it ends. */
  samplePeak(): void {
    for (const id of this.processIds) this.#peakRssMb = Math.max(this.#peakRssMb, peakRssMb(id) ?? 0);
  }

  /** Largest resident sets seen, in megabytes: the process's own and those of its jobs. */
  peaks(): Readonly<Record<string, number>> {
    return { [this.name]: this.#peakRssMb, ...Object.fromEntries(this.#jobPeaks) };
  }

  #hear(message: StackMessage): void {
    if (message.kind === 'serving') this.#serving = recordOf(message.processId);
    if (message.kind === 'job-ended') {
      this.#jobPeaks.set(message.job, Math.max(this.#jobPeaks.get(message.job) ?? 0, message.peakRssMb));
    }
  }

  /** A keeper that was killed leaves what it served behind, on the port and the file that the next one needs. */
  #killServed(): void {
    if (this.#serving && isAlive(this.#serving)) process.kill(this.#serving.id, 'SIGKILL');
    this.#serving = undefined;
  }

  #restart(): void {
    if (this.#stopping) return;
    this.#killServed();
    const wasWell = performance.now() - this.#readyAt > wellAfterMs;
    this.#readyAt = Infinity;
    this.#restartTimer = setTimeout(
      () => {
        // The log holds why; another try follows for as long as the stack runs.
        this.start().catch(() => this.#restart());
      },
      wasWell ? restartAfterMs.atOnce : restartAfterMs.slowly,
    );
  }
}
