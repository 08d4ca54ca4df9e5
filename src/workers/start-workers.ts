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
import { payloadEncryption } from '../composition/encryption/payload-encryption.ts';
import { openHeldAttempts, returnLostAttempts } from '../composition/lost-attempts.ts';
import { migrateRegistry } from '../composition/open-registry.ts';
import { openWorkerDeployments } from '../composition/open-orchestration.ts';
import { openWorker } from '../composition/open-worker.ts';
import { productVersion } from '../composition/product-version.ts';
import { exportedSpans, spanSinks } from '../composition/telemetry/worker-tracing.ts';
import { startTracing } from '../telemetry/traces/start-tracing.ts';
import { openWorkerStatus } from '../composition/telemetry/open-worker-status.ts';
import { registryUrlOf, type WorkerSettings } from '../composition/settings.ts';
import { temporalClients } from '../composition/temporal-clients.ts';
import { startModelExports } from '../composition/tracking/start-exports.ts';
import { ownWorkflowBuild } from '../composition/workflows/bundle.ts';
import { taskQueues } from '../contracts/task-queues.ts';
import { cachedWorkflows } from './cached-workflows.ts';
import { connectServers } from './connect-servers.ts';
import { holdAttempts } from './hold-attempts.ts';
import { temporalLogger } from './log.ts';
import { measureSteps } from './measure-steps.ts';
import { renewConnections } from './renew-connections.ts';
import { settleBuild, warnOfUndrained } from './settle-build.ts';
import { activitySlots, createSharedSlots } from './shared-slots.ts';
import { waitUntilThere } from './wait-until-there.ts';
import { workerBase } from './worker-base.ts';
import { workerVersion } from './worker-version.ts';

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
  const tracing = await startTracing('worker', productVersion());
  // First: a process that waits for its servers is alive.
  const status = await openWorkerStatus(settings);
  if (status.url !== undefined) log.info({ url: status.url }, 'serves its status');
  const { telemetryOptions } = status;
  Runtime.install({ logger: temporalLogger(log), shutdownSignals: [], telemetryOptions });
  const environments = settings.environments ?? [loadClientConnectConfig().namespace ?? 'default'];
  const waitFor = <Result>(what: string, attempt: () => Promise<Result>): Promise<Result> =>
    waitUntilThere(attempt, (err) => log.warn({ err }, `waits for ${what}`));
  const servers = await waitFor("Temporal's server", () => connectServers(environments));
  const plugins = payloadEncryption({
    onFault: (err) => log.warn({ err }, 'the keys of payloads stay as they were'),
  });
  const held = openHeldAttempts(settings);
  const returned = await returnLostAttempts(held, environments.map(servers.of));
  if (returned > 0) log.info({ attempts: returned }, 'gave back what a killed worker had taken on');
  // Those who mostly compute start without the registry, and try again what needs it.
  if (queues.includes('orchestration')) {
    const url = registryUrlOf(settings);
    await waitFor('the registry', () => migrateRegistry(url));
  }
  const ports = await openWorker(settings, servers.of, status.meter);
  // Bundled or read once, for the workers of every environment.
  const workflows = queues.includes('orchestration') ? await workflowBundle(settings) : {};
  const version = await workerVersion(settings);
  const workers = await Promise.all(
    queues.flatMap((queue) => {
      const slots = createSharedSlots(settings.slots[queue]);
      return environments.map(async (environment) => {
        const { connection, namespace, server } = servers.of(environment);
        const measured = measureSteps(status.meter);
        const activity = [measured, ...workerBase.interceptors.activity, holdAttempts(held, server)];
        const worker = await Worker.create({
          ...{ ...workerBase, interceptors: { activity }, ...version, connection, namespace, plugins },
          sinks: tracing ? exportedSpans(tracing) : spanSinks,
          ...queueOptions(queue, ports, settings),
          ...(queue === 'orchestration'
            ? { ...workflows, maxCachedWorkflows: cachedWorkflows(environments.length) }
            : { tuner: activitySlots(slots, environment) }),
        });
        return { environment, queue, worker };
      });
    }),
  );
  status.watch(workers);
  const endExports = queues.includes('orchestration')
    ? startModelExports(ports, settings, log)
    : () => Promise.resolve();
  const buildId = version.workerDeploymentOptions?.version.buildId;
  const build =
    buildId !== undefined
      ? { buildId, environments, log, deployments: openWorkerDeployments(temporalClients(servers.of, plugins)) }
      : undefined;
  let looked: Promise<void> | undefined;
  const stopping = new AbortController();
  const ended = Promise.all(workers.map(({ worker }) => worker.run())).then(async () => {
    stopping.abort();
    await looked;
    await endExports();
    await ports.registry.close();
    await servers.close();
    await status.close();
    await tracing?.shutdown();
  });
  const everyMs = 1000 * settings.credentialsSeconds;
  void renewConnections({ servers, workers, everyMs, log }, stopping.signal);
  if (build && queues.includes('orchestration')) void settleBuild(build, stopping.signal);
  return {
    ended,
    stop: () => {
      stopping.abort();
      if (build) looked = warnOfUndrained(build);
      for (const { worker } of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    },
  };
}

async function workflowBundle(settings: WorkerSettings): Promise<Pick<WorkerOptions, 'workflowBundle'>> {
  const { bundle } = await ownWorkflowBuild(settings.workflowBundle, Runtime.instance().logger);
  return { workflowBundle: bundle };
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
        // A workflow's next task waits so long for a worker that may have been killed, and then goes to another. One that is only
        // busy loses a workflow from its cache, which costs a replay.
        stickyQueueScheduleToStartTimeout: '3 seconds',
      };
    case 'data':
      return { ...heavy, activities: { ...createDataActivities(ports), ...createLandingActivities(ports) } };
    case 'training':
      return { ...heavy, activities: createTrainingActivities(ports) };
    case 'scoring':
      return { ...heavy, activities: { ...createScoringActivities(ports), ...createAdoptionActivities(ports) } };
  }
}
