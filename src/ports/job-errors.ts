/** An error that a job threw in its process, as it arrived here. */
export class JobError extends Error {
  override readonly name = 'JobError';
  /** Name of the error's class in the job. */
  readonly errorName: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(thrown: { errorName: string; message: string; facts: Readonly<Record<string, unknown>> }) {
    super(thrown.message);
    this.errorName = thrown.errorName;
    this.facts = thrown.facts;
  }
}

/** A child process ended before it answered: killed, out of memory, crashed in native code. */
export class ChildProcessError extends Error {
  override readonly name = 'ChildProcessError';
  readonly job: string;
  readonly exitCode: number | null;
  readonly signalName: string | null;
  readonly lastWords: string;
  /** Its JavaScript heap was full, which the same input would fill again. */
  readonly heapFull: boolean;

  constructor(facts: { job: string; exitCode: number | null; signalName: string | null; lastWords: string }) {
    const how = facts.signalName === null ? `exited with code ${facts.exitCode}` : `was ended by ${facts.signalName}`;
    const words = facts.lastWords === '' ? '' : `; its last words: ${facts.lastWords}`;
    super(`the process of ${facts.job} ${how} before it answered${wayOut(facts)}${words}`);
    this.job = facts.job;
    this.exitCode = facts.exitCode;
    this.signalName = facts.signalName;
    this.lastWords = facts.lastWords;
    this.heapFull = isHeapFull(facts.lastWords);
  }
}

function isHeapFull(lastWords: string): boolean {
  return lastWords.includes('JavaScript heap out of memory');
}

/** What to look at after such an end, where the end shows it. */
function wayOut({ signalName, lastWords }: { signalName: string | null; lastWords: string }): string {
  if (isHeapFull(lastWords)) return ': its JavaScript heap was full; raise SHELFCAST_JOB_HEAP_MB';
  switch (signalName) {
    case 'SIGKILL':
      return (
        ': somebody killed it, or the system did because memory ran out (see its log); run fewer at a time by' +
        ' SHELFCAST_JOB_PROCESSES, or give the machine more memory'
      );
    case 'SIGABRT':
    case 'SIGSEGV':
    case 'SIGBUS':
    case 'SIGILL':
    case 'SIGFPE':
      return ': native code crashed; `npm run doctor` tests TensorFlow and DuckDB';
    default:
      return '';
  }
}

/** A job reported nothing for too long, and was ended. */
export class JobStalledError extends Error {
  override readonly name = 'JobStalledError';
  readonly job: string;
  readonly minutes: number;
  /** What it did when it was last heard of. */
  readonly step: string;

  constructor(facts: { job: string; minutes: number; step: string }) {
    super(
      `${facts.job} reported no progress for ${facts.minutes} minutes and was ended; it was at: ${facts.step}. ` +
        'Look at that step on the machine of its worker: a disk or a mount that does not answer, or an endless loop in a conditioner',
    );
    this.job = facts.job;
    this.minutes = facts.minutes;
    this.step = facts.step;
  }
}

/** A job's process needed more memory than it may, and was ended. */
export class JobMemoryError extends Error {
  override readonly name = 'JobMemoryError';
  readonly job: string;
  readonly limitMb: number;
  readonly rssMb: number;

  constructor(facts: { job: string; limitMb: number; rssMb: number }) {
    super(
      `the process of ${facts.job} was ended: it used ${facts.rssMb} MB of memory, and the limit is ${facts.limitMb} MB; raise SHELFCAST_JOB_MEMORY_MB`,
    );
    this.job = facts.job;
    this.limitMb = facts.limitMb;
    this.rssMb = facts.rssMb;
  }
}
