import { availableParallelism } from 'node:os';
import type { JobInput, JobName, JobOutput, JobRunner } from '../ports/job-runner.ts';
import type { JobsView } from './job-progress.ts';

/** The jobs of one command: run in processes of their own, shown to a person, ended by Ctrl-C. */
export interface CommandJobs {
  /** Jobs that may run in parallel: one per core. */
  readonly slots: number;
  /** Runs a job that a person knows by a name. Throws as `JobRunner.run`, and the signal's reason once it is aborted. */
  run<Name extends JobName>(title: string, job: Name, input: JobInput<Name>): Promise<JobOutput<Name>>;
  /** Prints how something with a title ended. */
  say(title: string, text: string): void;
}

export function createCommandJobs(runner: JobRunner, view: JobsView, signal: AbortSignal): CommandJobs {
  return {
    slots: availableParallelism(),
    run: (title, job, input) =>
      runner.run(job, input, { signal, onProgress: (progress) => view.show(title, progress) }),
    say: (title, text) => view.end(title, text),
  };
}
