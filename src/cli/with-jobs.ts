import type { OperationJobs } from '../app/app.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { createCommandJobs } from './command-jobs.ts';
import { interruption } from './interruption.ts';
import { createJobsView } from './job-progress.ts';
import { createLocalJobs } from '../composition/local-jobs.ts';
import { InterruptedError } from './refusals.ts';

/**
 * Gives a command the jobs of a project on the artifacts of a state folder, shows them while they run, and leaves none behind.
 * Throws `InterruptedError` where Ctrl-C ended them.
 */
export async function withJobs<Result>(
  project: LoadedProject,
  stateFolder: string,
  use: (jobs: OperationJobs) => Promise<Result>,
): Promise<Result> {
  const interrupted = interruption();
  const view = createJobsView();
  const runner = createLocalJobs(project, stateFolder);
  try {
    return await use(createCommandJobs(runner, view, interrupted.signal));
  } catch (cause) {
    if (interrupted.signal.aborted) throw new InterruptedError({ cause });
    throw cause;
  } finally {
    runner.close();
    view.close();
    interrupted.forget();
  }
}
