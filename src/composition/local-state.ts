import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openArtifactStore } from '../adapters/storage/open-storage.ts';
import type { LocalPorts } from '../local/run-local-cycle.ts';
import type { JobRunner } from '../ports/job-runner.ts';
import type { LoadedProject } from '../project/loaded-project.ts';
import { claimForCommand } from '../state/command-claim.ts';
import { noteRun } from '../state/last-run.ts';
import { claimStateDirectory, openStateDirectory } from '../state/state-directory.ts';
import { openLocalJobs } from './open-local.ts';
import { openEmbeddedRegistry } from './open-registry.ts';

/** What local cycles work with, on a state folder that is theirs alone. */
export interface LocalState extends Omit<LocalPorts, 'jobs'> {
  readonly runner: JobRunner;
  /** Largest resident set of a process, by the last job it ran, in megabytes. */
  peaksMb(): Readonly<Record<string, number>>;
}

export interface LocalStateOptions {
  /** Whether to forget what earlier runs left there. Default false. */
  readonly fresh?: boolean;
  /** Whether jobs train and read less. Default false. */
  readonly quick?: boolean;
}

/**
 * Opens a state folder for local cycles: registry, artifacts and processes for jobs, all given back at the end. Throws
 * `StackRunningError` where a stack runs on it, `StateDirectoryBusyError` where another command stays on it.
 */
export async function withLocalState<Result>(
  project: LoadedProject,
  folder: string,
  { fresh = false, quick = false }: LocalStateOptions,
  use: (state: LocalState) => Promise<Result>,
): Promise<Result> {
  const state = openStateDirectory(folder);
  const release = await claimForCommand(state);
  try {
    await claimStateDirectory(state);
    noteRun(state.path);
    if (fresh) {
      // Artifacts elsewhere are not this folder's to delete.
      for (const left of [join(state.path, 'artifacts'), state.database])
        await rm(left, { recursive: true, force: true });
    }
    const registry = await openEmbeddedRegistry(state.database);
    const peaks: Record<string, number> = {};
    const runner = openLocalJobs(
      project,
      state.artifacts,
      quick,
      (job, mb) => (peaks[job] = Math.max(peaks[job] ?? 0, mb)),
    );
    try {
      const store = await openArtifactStore(state.artifacts, { directory: join(state.path, 'cache') });
      return await use({ project, registry, store, runner, peaksMb: () => peaks });
    } finally {
      runner.close();
      await registry.close();
    }
  } finally {
    release();
  }
}
