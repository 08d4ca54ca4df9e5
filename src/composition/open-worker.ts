import { createActivityJobs } from '../activities/activity-context.ts';
import type { ActivityPorts } from '../activities/ports.ts';
import { openArtifactStore, openLanding } from '../adapters/storage/open-storage.ts';
import { createCycleRuns } from '../adapters/temporal/cycle-runs.ts';
import { createRegionControllers } from '../adapters/temporal/region-controllers.ts';
import { keptProcesses } from '../processes/idle-processes.ts';
import { tellParent } from '../processes/parent-messages.ts';
import { createChildProcessRunner } from '../processes/run-job.ts';
import { shareConditioning } from '../processes/share-conditioning.ts';
import { withSharedIngests } from '../processes/share-ingests.ts';
import { loadProject } from '../project/load-project.ts';
import { measureJobs } from '../telemetry/measure-jobs.ts';
import type { Meter } from '../telemetry/meter.ts';
import { openDatabase } from './open-registry.ts';
import { registryUrlOf, type WorkerSettings } from './settings.ts';
import { temporalClients, type ReachedEnvironment } from './temporal-clients.ts';

/**
 * Wires the ports of a worker's activities to what the settings name.
 *
 * @param reach gives the connection of an environment
 * @param meter counts jobs
 */
export async function openWorker(
  settings: WorkerSettings,
  reach: (environment: string) => ReachedEnvironment,
  meter: Meter,
): Promise<ActivityPorts> {
  const registryUrl = registryUrlOf(settings);
  const project = await loadProject(settings.projectDirectory);
  const processes = createChildProcessRunner({
    jobsVersion: project.jobsVersion,
    maxProcesses: settings.jobProcesses,
    maxMemoryMb: settings.jobMemoryMb,
    maxHeapMb: settings.jobHeapMb,
    keep: keptProcesses(settings),
    locations: [project.landingDirectory],
    onEnded: (job, peakRssMb) => tellParent({ kind: 'job-ended', job, peakRssMb }),
  });
  const runner = measureJobs(processes, meter);
  const clientOf = temporalClients(reach);
  return {
    project,
    ...(settings.pages === undefined ? {} : { pages: settings.pages }),
    controllers: createRegionControllers(clientOf, settings),
    cycles: createCycleRuns(clientOf),
    ...openDatabase(registryUrl),
    landing: await openLanding(project.landingDirectory, settings.staging),
    store: await openArtifactStore(settings.artifacts, settings.staging),
    jobs: createActivityJobs(withSharedIngests(shareConditioning(runner, project, settings.staging))),
  };
}
