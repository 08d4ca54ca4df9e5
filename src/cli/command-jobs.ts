import type { OperationJobs } from '../app/app.ts';
import { commandProcesses } from '../composition/open-local.ts';
import type { JobRunner } from '../ports/job-runner.ts';
import type { JobsView } from './job-progress.ts';

/** The jobs of one command: run in processes of their own, shown to a person, ended by Ctrl-C. */
export function createCommandJobs(runner: JobRunner, view: JobsView, signal: AbortSignal): OperationJobs {
  return {
    slots: commandProcesses(),
    signal,
    run: (title, job, input, end) =>
      runner.run(job, input, {
        signal: end ? AbortSignal.any([signal, end]) : signal,
        onProgress: (progress) => view.show(title, progress),
      }),
    say: (title, text) => view.end(title, text),
  };
}
