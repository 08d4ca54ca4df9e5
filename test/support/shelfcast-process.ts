import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunReport } from '../../src/cli/dev/run-report.ts';

const program = fileURLToPath(new URL('../../bin/shelfcast.mjs', import.meta.url));

export interface ProcessResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line, run as a user runs it: a process of its own. */
export class ShelfcastProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<ProcessResult>;
  #stdout = '';
  #stderr = '';
  readonly #listeners = new Set<() => void>();

  /** @param checkout whose command it is, and where it is run; by default this one's, where the tests run */
  constructor(args: readonly string[], environment: Readonly<Record<string, string>> = {}, checkout?: string) {
    const command = checkout === undefined ? program : join(checkout, 'bin/shelfcast.mjs');
    this.child = spawn(process.execPath, [command, ...args], {
      ...(checkout === undefined ? {} : { cwd: checkout }),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text;
      this.#tell();
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      this.#tell();
    });
    this.ended = new Promise((resolve) => {
      this.child.on('close', (exitCode) => {
        resolve({ exitCode, stdout: this.#stdout, stderr: this.#stderr });
        this.#tell();
      });
    });
  }

  get output(): string {
    return this.#stdout + this.#stderr;
  }

  /** Waits until the output matches; fails where the process ends before. */
  async says(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.output)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`shelfcast ended before it said ${pattern}: ${this.output}`);
      }
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.#listeners.delete(listener);
          resolve();
        };
        this.#listeners.add(listener);
      });
    }
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** For `environment`: jobs in parallel, as a machine with two cores runs them. */
export const jobsSideBySide = { SHELFCAST_JOB_PROCESSES: '2' } as const;

/** Runs a command to its end. */
export function shelfcast(...args: readonly string[]): Promise<ProcessResult> {
  return new ShelfcastProcess(args).ended;
}

/** The report that `--json` prints last. */
export function reportOf({ stdout, stderr }: ProcessResult): RunReport {
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  try {
    return JSON.parse(last) as RunReport;
  } catch (cause) {
    throw new Error(`the last line is no report: ${last}\n${stderr}`, { cause });
  }
}
