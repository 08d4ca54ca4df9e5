import type { ChildProcessRunner } from '../processes/run-job.ts';
import { shareConditioning } from '../processes/share-conditioning.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { openStateDirectory } from '../state/state-directory.ts';
import { openLocalJobs } from './open-local.ts';
import { readSettings } from './settings.ts';
import { artifactsSource } from './sources.ts';

/**
 * Runs jobs for a command as the workers would, on the artifacts that go with a state folder, in as many processes as there are cores, each kept
 * for the next job until the runner is closed. A stack may run on the same folder: what jobs write there is named by its content.
 */
export function createLocalJobs(project: LoadedProject, stateFolder: string): ChildProcessRunner {
  // What jobs write is kept out of repositories, as all of the folder.
  openStateDirectory(stateFolder);
  const runner = openLocalJobs(project, artifactsSource(stateFolder), false, () => undefined);
  return { ...shareConditioning(runner, project, readSettings().staging), close: () => runner.close() };
}
