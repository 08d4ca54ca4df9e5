import { availableParallelism } from 'node:os';
import type { JobName } from '../ports/job-runner.ts';
import { createChildProcessRunner, type ChildProcessRunner } from '../processes/run-job.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { readSettings } from './settings.ts';

/** Processes of a command's jobs at a time: as many as there are cores, or as `SHELFCAST_JOB_PROCESSES` says. */
export function commandProcesses(environment: NodeJS.ProcessEnv = process.env): number {
  return environment.SHELFCAST_JOB_PROCESSES ? readSettings(environment).jobProcesses : availableParallelism();
}

/**
 * Jobs in the processes of a command, each kept for the next job: where one command runs many short jobs, most of the time of a
 * process would go into loading what they need.
 *
 * @param quick whether they train and read less
 */
export function openLocalJobs(
  project: LoadedProject,
  artifacts: string,
  quick: boolean,
  onEnded: (job: JobName, peakRssMb: number) => void,
): ChildProcessRunner {
  return createChildProcessRunner({
    jobsVersion: project.jobsVersion,
    maxProcesses: commandProcesses(),
    keep: {},
    locations: [project.landingDirectory],
    env: {
      SHELFCAST_PROJECT: project.directory,
      SHELFCAST_ARTIFACTS: artifacts,
      SHELFCAST_QUICK: quick ? 'on' : 'off',
    },
    onEnded,
  });
}
