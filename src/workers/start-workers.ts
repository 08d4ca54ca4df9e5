import { loadClientConnectConfig } from '@temporalio/envconfig';
import { Runtime, Worker, type WorkerOptions } from '@temporalio/worker';
import type { Logger } from 'pino';
import {
  createAdoptionActivities,
  createClockActivities,
  createDataActivities,
  createLandingActivities,
  createOrchestrationActivities,
  createPromotionActivities,
  createScoringActivities,
  createTrainingActivities,
} from '../activities/index.ts';
import type { ActivityPorts } from '../activities/ports.ts';
import { migrateRegistry } from '../composition/open-registry.ts';
import { openWorker } from '../composition/open-worker.ts';
import { registryUrlOf, type WorkerSettings } from '../composition/settings.ts';
import { startModelExports } from '../composition/tracking/start-exports.ts';
import { taskQueues } from '../contracts/task-queues.ts';
import { cachedWorkflows } from './cached-workflows.ts';
import { connectServers } from './connect-servers.ts';
import { temporalLogger } from './log.ts';
import { activitySlots, createSharedSlots } from './shared-slots.ts';
import { workflowOptions } from './workflow-options.ts';

export type QueueName = keyof typeof taskQueues;

export interface RunningWorkers {
  /** Resolves when every worker has stopped; rejects when one failed. */
  readonly ended: Promise<void>;
  stop(): void;
}

/** Connects to the server of each environment and starts a worker for each environment and queue. */
export async function startWorkers(
  queues: readonly QueueName[],
  settings: WorkerSettings,
  log: Logger,
): Promise<RunningWorkers> {
  Runtime.install({ logger: temporalLogger(log), shutdownSignals: [] });
  const environments = settings.environments ?? [loadClientConnectConfig().namespace ?? 'default'];
  const servers = await connectServers(environments);
  // Those who mostly compute start without the registry, and try again what needs it.
  if (queues.includes('orchestration')) await migrateRegistry(registryUrlOf(settings));
  const ports = await openWorker(settings, servers.of);
  // Bundled or read once, for the workers of every environment.
  const workflows = queues.includes('orchestration') ? await workflowOptions(settings) : {};
  const workers = await Promise.all(
    queues.flatMap((queue) => {
      const slots = createSharedSlots(settings.slots[queue]);
      return environments.map((environment) =>
        Worker.create({
          ...servers.of(environment),
          ...queueOptions(queue, ports, settings),
          ...(queue === 'orchestration'
            ? { ...workflows, maxCachedWorkflows: cachedWorkflows(environments.length) }
            : { tuner: activitySlots(slots, environment) }),
        }),
      );
    }),
  );
  const endExports = queues.includes('orchestration')
    ? startModelExports(ports, settings, log)
    : () => Promise.resolve();
  const ended = Promise.all(workers.map((worker) => worker.run())).then(async () => {
    await endExports();
    await ports.registry.close();
    await servers.close();
  });
  return {
    ended,
    stop: () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}

function queueOptions(queue: QueueName, ports: ActivityPorts, settings: WorkerSettings): WorkerOptions {
  const heavy = {
    taskQueue: taskQueues[queue],
    // A worker hears of a cancellation by the answer to a heartbeat, and a crash loses those held back: a child must be gone
    // within 5 s, of which a second goes to the job's heartbeat, one to this and two to SIGTERM.
    maxHeartbeatThrottleInterval: '1 second',
    defaultHeartbeatThrottleInterval: '1 second',
  } as const;
  switch (queue) {
    case 'orchestration':
      return {
        taskQueue: taskQueues.orchestration,
        activities: {
          ...createOrchestrationActivities(ports),
          ...createClockActivities(ports),
          ...createPromotionActivities(ports),
        },
        maxConcurrentActivityTaskExecutions: settings.slots.orchestration,
      };
    case 'data':
      return { ...heavy, activities: { ...createDataActivities(ports), ...createLandingActivities(ports) } };
    case 'training':
      return { ...heavy, activities: createTrainingActivities(ports) };
    case 'scoring':
      return { ...heavy, activities: { ...createScoringActivities(ports), ...createAdoptionActivities(ports) } };
  }
}
