import type { JobRunner } from '../ports/job-runner.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { createChildProcessRunner } from '../workers/child/run-job.ts';
import { shareConditioning } from '../workers/child/share-conditioning.ts';
import { readSettings } from '../workers/settings.ts';
import type { StateDirectory } from './dev/state-directory.ts';

/**
 * Runs jobs for a command as the workers would, a process each, on the artifacts of a state folder. A stack may run on the same
 * folder: what jobs write there is named by its content.
 */
export function createLocalJobs(project: LoadedProject, state: StateDirectory): JobRunner {
  const runner = createChildProcessRunner({
    codeVersion: project.codeVersion,
    env: { SHELFCAST_PROJECT: project.directory, SHELFCAST_ARTIFACTS: state.artifacts },
  });
  return shareConditioning(runner, project, readSettings().staging);
}
