import { createChildProcessRunner, type ChildProcessRunner } from '../processes/run-job.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { readSettings } from './settings.ts';
import { artifactsSource } from './sources.ts';

/** Processes that answer questions about forecasts at a time; further questions wait for one. */
const processes = 2;

/** Without a question for as long a process ends, and its memory goes back. */
const idleMs = 15 * 60_000;

/**
 * Runs jobs that answer while somebody waits, in few processes that stay, with the models and data that the last questions were about
 * (`KeptValues` bounds them). One that crashes, grows beyond the limit of jobs or is ended is replaced for the next question.
 */
export function createWarmJobs(project: LoadedProject, stateFolder: string): ChildProcessRunner {
  const settings = readSettings();
  return createChildProcessRunner({
    jobsVersion: project.jobsVersion,
    maxProcesses: processes,
    maxHeapMb: settings.jobHeapMb,
    maxMemoryMb: settings.jobMemoryMb,
    keep: { idleMs },
    locations: [project.landingDirectory],
    env: { SHELFCAST_PROJECT: project.directory, SHELFCAST_ARTIFACTS: artifactsSource(stateFolder) },
  });
}
