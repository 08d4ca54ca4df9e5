import { join } from 'node:path';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import type { LocalState } from '../../src/app/app.ts';
import type { JobInput, JobName, JobOutput } from '../../src/ports/job-runner.ts';
import type { LoadedProject } from '../../src/project/loaded-project.ts';
import { createInstantJobs, InstantWorld } from './instant-jobs.ts';
import type { TestRegistry } from './registry.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A state for local cycles whose jobs are instant; registry and store are real. */
export async function instantLocalState(
  project: LoadedProject,
  { registry }: TestRegistry,
  more: { readonly [Name in JobName]?: (input: JobInput<Name>) => JobOutput<Name> } = {},
): Promise<LocalState & { readonly world: InstantWorld; readonly end: AbortController }> {
  const world = new InstantWorld();
  world.codeVersion = project.codeVersion;
  const store = createLocalArtifactStore(join(await temporaryDirectory(), 'artifacts'));
  const jobs = createInstantJobs(world, store);
  const end = new AbortController();
  const runner: LocalState['runner'] = {
    async run(name, input, hooks) {
      hooks.signal.throwIfAborted();
      hooks.onProgress({ step: `doing ${name}` });
      const job = more[name] as ((input: JobInput<typeof name>) => JobOutput<typeof name>) | undefined;
      return job ? job(input) : jobs.run(name, input, hooks);
    },
  };
  return { project, registry, store, runner, signal: end.signal, peaksMb: () => ({ lasso: 120 }), world, end };
}
