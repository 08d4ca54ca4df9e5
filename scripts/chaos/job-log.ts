import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { isAlive, recordOf, type ProcessRecord } from '../../src/state/process-identity.ts';
import type { JobProgress } from '../../src/ports/job-runner.ts';

/** What the probe writes down of a job's process. */
export interface ProbeLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly processId: number;
  readonly kind: 'asked' | 'progress' | 'answered';
  readonly job?: string;
  /** The activity the job is an attempt of: the same for all its attempts. */
  readonly work?: string;
  readonly progress?: JobProgress;
}

/** A job that has not answered yet, in a process that lives. */
export interface RunningJob {
  readonly process: ProcessRecord;
  readonly job: string;
  readonly work: string;
}

interface KnownJob extends RunningJob {
  answered: boolean;
  /** First word of its own after it was asked, milliseconds since 1970. */
  spokeAt?: number;
  /** Last epoch of each fit, by step. */
  readonly epochs: Map<string, number>;
}

/** The jobs of a run, read from the file that their probes write. */
export class JobLog {
  readonly #file: string;
  /** Bytes read so far, whole lines; the last one may still be being written. */
  #read = 0;
  readonly #jobs: KnownJob[] = [];
  #epochsTrained = 0;

  constructor(file: string) {
    this.#file = file;
  }

  running(): readonly RunningJob[] {
    this.#readOn();
    return this.#jobs.filter(({ answered, process }) => !answered && isAlive(process));
  }

  /** When another process than the killed one said something of the same activity, in milliseconds since 1970. */
  wentOnAt({ work, process }: RunningJob): number | undefined {
    this.#readOn();
    const after = this.#jobs.slice(this.#jobs.findIndex((one) => one.process === process) + 1);
    return after.find((one) => one.work === work && one.spokeAt !== undefined)?.spokeAt;
  }

  /** Epochs of networks that were trained, each as often as it was. */
  get epochsTrained(): number {
    this.#readOn();
    return this.#epochsTrained;
  }

  #readOn(): void {
    if (!existsSync(this.#file)) return;
    const file = openSync(this.#file, 'r');
    const more = Buffer.alloc(fstatSync(file).size - this.#read);
    readSync(file, more, 0, more.length, this.#read);
    closeSync(file);
    const end = more.lastIndexOf('\n') + 1;
    for (const line of more.toString('utf8', 0, end).split('\n')) {
      if (line !== '') this.#take(JSON.parse(line) as ProbeLine);
    }
    this.#read += end;
  }

  #take({ at, processId, kind, job = '', work = '', progress }: ProbeLine): void {
    if (kind === 'asked') {
      this.#jobs.push({ process: recordOf(processId), job, work, answered: false, epochs: new Map() });
      return;
    }
    const known = this.#jobs.findLast(({ process }) => process.id === processId);
    if (!known) return;
    known.spokeAt ??= at;
    if (kind === 'answered') known.answered = true;
    // Other members count other things under the same name.
    else if (progress?.step.startsWith('network ')) this.#count(known, progress);
  }

  /** A fit that continues from a checkpoint first reports the epoch the checkpoint has; that one was trained before. */
  #count({ epochs }: KnownJob, { step, epoch = 0, checkpoint }: JobProgress): void {
    const before = epochs.get(step) ?? (checkpoint?.fit === step ? checkpoint.epoch : 0);
    this.#epochsTrained += Math.max(0, epoch - before);
    epochs.set(step, Math.max(epoch, before));
  }
}
