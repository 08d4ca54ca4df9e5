import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import {
  Worker,
  type ActivityInterceptorsFactory,
  type NativeConnection,
  type WorkerOptions,
  type WorkerPlugin,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import { z } from 'zod';
import {
  createAdoptionActivities,
  createClockActivities,
  createDataActivities,
  createOrchestrationActivities,
  createPromotionActivities,
  createScoringActivities,
  createTrainingActivities,
} from '../../src/activities/index.ts';
import { createActivityJobs } from '../../src/activities/activity-context.ts';
import type { ActivityPorts } from '../../src/activities/ports.ts';
import { createLocalArtifactStore } from '../../src/adapters/storage/local-artifact-store.ts';
import { createLocalLanding } from '../../src/adapters/storage/local-landing.ts';
import { createCycleRuns } from '../../src/adapters/temporal/cycle-runs.ts';
import { createRegionControllers } from '../../src/adapters/temporal/region-controllers.ts';
import { taskQueues } from '../../src/contracts/task-queues.ts';
import type { RegionControllers } from '../../src/ports/region-controllers.ts';
import { activitySlots, type SharedSlots } from '../../src/workers/shared-slots.ts';
import type { ProjectDefinition } from '../../src/project/define-project.ts';
import { resolveProject } from '../../src/project/resolve-project.ts';
import { workerBase } from '../../src/workers/worker-base.ts';
import { versionOptions } from '../../src/workers/worker-version.ts';
import { createInstantJobs, InstantWorld } from './instant-jobs.ts';
import { openTestRegistry, startTestRegistry, type TestRegistry } from './registry.ts';

export interface InstantStackOptions {
  readonly connection: NativeConnection;
  readonly client: Client;
  readonly bundle: WorkflowBundleOption;
  readonly regions: readonly string[];
  readonly formats?: readonly string[];
  /** Sources besides shipments and stores, each an ingest in every cycle. Default: 0. */
  readonly eventSources?: number;
  readonly config?: Partial<ProjectDefinition>;
  /** Default: the worker's own. */
  readonly maxCachedWorkflows?: number;
  /** Jobs in parallel, by queue. Default: the worker's own. */
  readonly slots?: Partial<Record<'data' | 'training', number>>;
  /** Slots for trainings that other environments have too, in place of their own. */
  readonly sharedTraining?: SharedSlots;
  /** Of all workers. Default: none. */
  readonly plugins?: WorkerPlugin[];
  /** A registry that is there already. Default: one of its own. */
  readonly registryUrl?: string;
}

/** Workers of a build, in versioning. */
interface InstantBuild {
  readonly buildId: string;
  /** Default: the stack's. */
  readonly bundle?: WorkflowBundleOption;
  /** Hears of every activity that these workers begin. */
  readonly onActivity: (workflowId: string, activity: string) => void;
}

/** Workers on every queue with the real activities, registry and store; jobs alone are instant. */
export interface InstantStack {
  readonly world: InstantWorld;
  readonly registry: TestRegistry['registry'];
  readonly ports: ActivityPorts;
  readonly controllers: RegionControllers;
  /** Without a build: workers that take no part in versioning. Returns what stops these workers alone. */
  startWorkers(build?: InstantBuild): Promise<() => Promise<void>>;
  /** Stops the workers as an outage does to those who wait for them: nothing is picked up any more. */
  stopWorkers(): Promise<void>;
  close(): Promise<void>;
}

export async function startInstantStack(options: InstantStackOptions): Promise<InstantStack> {
  const { connection, client, bundle } = options;
  const world = new InstantWorld(options.formats);
  const database =
    options.registryUrl === undefined ? await startTestRegistry() : openTestRegistry(options.registryUrl);
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'shelfcast-test-')));
  const store = createLocalArtifactStore(directory);
  const { resolved, sources } = resolveProject(projectOf(options), 'shelfcast.config.ts');
  const controllers = createRegionControllers(() => client);
  const ports: ActivityPorts = {
    registry: database.registry,
    store,
    landing: createLocalLanding(join(directory, 'landing')),
    landingFiles: database.landingFiles,
    controllers,
    cycles: createCycleRuns(() => client),
    jobs: createActivityJobs(createInstantJobs(world, store)),
    get project() {
      const { codeVersion } = world;
      const folders = { directory, landingDirectory: join(directory, 'landing') };
      const withOptions = (): never => {
        throw new Error('no option is changed here');
      };
      const versions = { codeVersion, jobsVersion: codeVersion, conditioningVersion: codeVersion };
      return { ...folders, resolved, sources, ...versions, withOptions };
    },
  };
  const started = new Set<() => Promise<void>>();
  const stopWorkers = async (): Promise<void> => {
    await Promise.all([...started].map((stop) => stop()));
  };
  return {
    world,
    registry: database.registry,
    ports,
    controllers,
    async startWorkers(build) {
      const { namespace } = client.options;
      const { maxCachedWorkflows, slots, sharedTraining } = options;
      const slotsOf: Readonly<Record<string, number | undefined>> = {
        [taskQueues.data]: slots?.data,
        [taskQueues.training]: slots?.training,
      };
      const { plugins = [] } = options;
      const base = { ...workerBase, ...(build ? versioned(build) : {}), plugins };
      const workflowBundle = build?.bundle ?? bundle;
      const workers = await Promise.all([
        Worker.create({
          ...{ ...base, connection, namespace, taskQueue: taskQueues.orchestration, workflowBundle },
          ...(maxCachedWorkflows === undefined ? {} : { maxCachedWorkflows }),
          activities: {
            ...createOrchestrationActivities(ports),
            ...createClockActivities(ports),
            ...createPromotionActivities(ports),
          },
        }),
        ...Object.entries({
          [taskQueues.data]: createDataActivities(ports),
          [taskQueues.training]: createTrainingActivities(ports),
          [taskQueues.scoring]: { ...createScoringActivities(ports), ...createAdoptionActivities(ports) },
        }).map(([taskQueue, activities]) => {
          const slots = slotsOf[taskQueue];
          return Worker.create({
            ...{ ...base, connection, namespace, taskQueue, activities },
            ...(slots === undefined ? {} : { maxConcurrentActivityTaskExecutions: slots }),
            ...(sharedTraining && taskQueue === taskQueues.training
              ? { tuner: activitySlots(sharedTraining, namespace) }
              : {}),
          });
        }),
      ]);
      const running = Promise.all(workers.map((worker) => worker.run()));
      const stop = async (): Promise<void> => {
        if (started.delete(stop)) for (const worker of workers) worker.shutdown();
        await running;
      };
      started.add(stop);
      return stop;
    },
    stopWorkers,
    async close() {
      await stopWorkers();
      await database.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function versioned({ buildId, onActivity }: InstantBuild): Partial<WorkerOptions> {
  const noting: ActivityInterceptorsFactory = ({ info }) => ({
    inbound: {
      execute: (input, next) => {
        onActivity(info.workflowExecution?.workflowId ?? '', info.activityType);
        return next(input);
      },
    },
  });
  return {
    workerDeploymentOptions: versionOptions(buildId),
    interceptors: { activity: [...workerBase.interceptors.activity, noting] },
  };
}

function projectOf({ regions, formats = ['large'], eventSources = 0, config }: InstantStackOptions): ProjectDefinition {
  const text = z.string();
  const source = { columns: [], conditioner: <Table>(table: Table) => table };
  return {
    name: 'instant',
    weekStartsOn: 'monday',
    horizonWeeks: 2,
    regions: regions.map((name) => ({ name, timeZone: 'America/Chicago' })),
    formats,
    sources: [
      {
        ...{ ...source, name: 'sales', kind: 'shipments' as const, landing: 'sales/*.csv' },
        row: z.object({ store: text, item: text, week: text, units: z.number() }),
      },
      {
        ...{ ...source, name: 'stores', kind: 'stores' as const, landing: 'stores/*.csv' },
        row: z.object({ store: text, region: text, format: text }),
      },
      ...Array.from({ length: eventSources }, (_, number) => ({
        ...{ ...source, name: `events-${number}`, kind: 'events' as const, landing: `events-${number}/*.csv` },
        row: z.object({ start: text, end: text, [`event_${number}`]: z.number() }),
      })),
    ],
    ...config,
  };
}
