import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { absoluteLocation } from '../adapters/storage/storage-location.ts';
import type { taskQueues } from '../contracts/task-queues.ts';
import { availableMemoryMb } from './available-memory.ts';
import { pagesAddress } from './pages-address.ts';
import { SettingsError } from './settings-error.ts';

const slots = z.coerce.number().int().min(1).max(256);

/** Names between commas, at least one, none twice. */
const environmentNames = z
  .string()
  .transform((text) => text.split(',').map((name) => name.trim()))
  .refine((names) => names.every((name) => name !== ''), 'names of environments separated by commas, e.g. dev,prod')
  .refine((names) => new Set(names).size === names.length, 'an environment is named twice');

const environmentVariables = z.object({
  /** The project folder, with `shelfcast.config.ts`. Default: the working folder. */
  SHELFCAST_PROJECT: z.string().min(1).default('.'),
  /** Where artifacts are: a folder, `s3://…`, `azblob://…`, `gs://…`. Default: `.shelfcast/artifacts` in the project folder. */
  SHELFCAST_ARTIFACTS: z.string().min(1).optional(),
  /** Folder of copies of what is in object stores. Default: `.shelfcast/cache` in the project folder. */
  SHELFCAST_STORE_CACHE: z.string().min(1).optional(),
  /** Megabytes of copies of artifacts; what is in use stays beyond it. Default 10,240. */
  SHELFCAST_STORE_CACHE_MB: z.coerce.number().int().min(1).default(10_240),
  /** Where the registry is: `postgres://…`. Holds a password, so it is never logged. */
  SHELFCAST_REGISTRY_URL: z.string().min(1).optional(),
  /** Environments to serve: `dev,prod`; `environmentTarget` says where each is. Default: `TEMPORAL_NAMESPACE`. */
  SHELFCAST_ENVIRONMENTS: environmentNames.optional(),
  /** Ingests and snapshots in parallel. Default 2. */
  SHELFCAST_DATA_SLOTS: slots.default(2),
  /** File of a bundle of workflows, of `npm run build:workflows`. Default: workers bundle the sources at their start. */
  SHELFCAST_WORKFLOW_BUNDLE: z.string().min(1).optional(),
  /**
   * `on`: workers take part in Worker Deployment versioning. They get nothing to do until their build is the current version of the
   * environment, or a workflow is pinned to it; the first build of an environment makes itself current. Default `on`.
   */
  SHELFCAST_WORKER_VERSIONING: z.enum(['on', 'off']).default('on'),
  /** Names the build, e.g. by its image, where an image has code that the product does not know. Default: a hash of the product's code. */
  SHELFCAST_BUILD_ID: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'up to 100 letters, digits, dots, hyphens and underscores')
    .optional(),
  /** Trainings in parallel. Default: one per core. */
  SHELFCAST_TRAINING_SLOTS: slots.default(availableParallelism()),
  /** Scorings and evaluations in parallel. Default 1. */
  SHELFCAST_SCORING_SLOTS: slots.default(1),
  /** Short steps on registry and store in parallel. Default 20. */
  SHELFCAST_ORCHESTRATION_SLOTS: slots.default(20),
  /** Processes of jobs of this worker at a time, over all queues and environments. Default: training and data slots together. */
  SHELFCAST_JOB_PROCESSES: slots.optional(),
  /**
   * Megabytes a job's process may hold: with more the system would end a process of its choice, which may be another one. The largest
   * job of the example holds 1.1 GB. Default: four fifths of what the machine or its container has.
   */
  SHELFCAST_JOB_MEMORY_MB: z.coerce.number().int().min(64).optional(),
  /** Megabytes that processes may hold together while they wait for their next job. Default: an eighth of the same. */
  SHELFCAST_KEPT_MEMORY_MB: z.coerce.number().int().min(0).optional(),
  /** Megabytes of JavaScript heap a job may fill. Default 1024. */
  SHELFCAST_JOB_HEAP_MB: z.coerce.number().int().min(64).default(1024),
  /** Seconds between two checkpoints of a fit; 0 keeps one after every epoch. Default 2. */
  SHELFCAST_CHECKPOINT_SECONDS: z.coerce.number().min(0).default(2),
  /** `on`: jobs train and read less, as `shelfcast validate --quick` does. Default `off`. */
  SHELFCAST_QUICK: z.enum(['on', 'off']).default('off'),
  /** Seconds between two looks at files with certificates and API keys of Temporal. Default 30. */
  SHELFCAST_CREDENTIALS_SECONDS: z.coerce.number().min(0.1).max(86_400).default(30),
  /** Address of the web application, for links from Temporal's UI: `https://shelfcast.example`. Default: no links. */
  SHELFCAST_PAGES: pagesAddress.optional(),
  SHELFCAST_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
});

/** The settings that a worker or job process takes from its environment. */
export interface WorkerSettings {
  readonly projectDirectory: string;
  /** A folder, absolute, or a place in an object store. */
  readonly artifacts: string;
  /** Copies of what is in object stores. */
  readonly staging: { readonly directory: string; readonly maxMegabytes: number };
  readonly registryUrl: string | undefined;
  /** Environments to serve; `undefined`: that of the namespace Temporal's own configuration names. */
  readonly environments: readonly string[] | undefined;
  /** Activities in parallel, by queue. */
  readonly slots: Readonly<Record<keyof typeof taskQueues, number>>;
  /** Processes of jobs at a time, over all queues and environments. */
  readonly jobProcesses: number;
  /** Megabytes a job's process may hold in all. */
  readonly jobMemoryMb: number;
  /** Megabytes that processes without a job may hold together. */
  readonly keptMemoryMb: number;
  /** Megabytes of JavaScript heap a job may fill. */
  readonly jobHeapMb: number;
  /** Seconds between two checkpoints of a fit. */
  readonly checkpointSeconds: number;
  /** Path of a bundle of workflows; `undefined`: bundled at the start. */
  readonly workflowBundle: string | undefined;
  /** Whether the build is a version of the Worker Deployment. */
  readonly workerVersioning: boolean;
  /** Name of the build; `undefined`: a hash of its code. */
  readonly buildId: string | undefined;
  /** Seconds between two looks at files with certificates and API keys of Temporal. */
  readonly credentialsSeconds: number;
  /** Address of the web application, without a slash at the end; `undefined` where it is not known. */
  readonly pages: string | undefined;
  readonly logLevel: string;
  /** Whether jobs train and read less. */
  readonly quick: boolean;
}

/** Reads the settings from environment variables; all faults are reported together. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): WorkerSettings {
  const parsed = environmentVariables.safeParse(environment);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new SettingsError(`environment variables cannot be used: ${faults.join('; ')}`);
  }
  const projectDirectory = resolve(parsed.data.SHELFCAST_PROJECT);
  return {
    projectDirectory,
    artifacts: absoluteLocation(parsed.data.SHELFCAST_ARTIFACTS ?? `${projectDirectory}/.shelfcast/artifacts`),
    staging: {
      directory: resolve(parsed.data.SHELFCAST_STORE_CACHE ?? `${projectDirectory}/.shelfcast/cache`),
      maxMegabytes: parsed.data.SHELFCAST_STORE_CACHE_MB,
    },
    registryUrl: parsed.data.SHELFCAST_REGISTRY_URL,
    environments: parsed.data.SHELFCAST_ENVIRONMENTS,
    slots: {
      orchestration: parsed.data.SHELFCAST_ORCHESTRATION_SLOTS,
      data: parsed.data.SHELFCAST_DATA_SLOTS,
      training: parsed.data.SHELFCAST_TRAINING_SLOTS,
      scoring: parsed.data.SHELFCAST_SCORING_SLOTS,
    },
    jobProcesses:
      parsed.data.SHELFCAST_JOB_PROCESSES ?? parsed.data.SHELFCAST_TRAINING_SLOTS + parsed.data.SHELFCAST_DATA_SLOTS,
    jobMemoryMb: parsed.data.SHELFCAST_JOB_MEMORY_MB ?? Math.floor(0.8 * availableMemoryMb()),
    keptMemoryMb: parsed.data.SHELFCAST_KEPT_MEMORY_MB ?? Math.floor(availableMemoryMb() / 8),
    jobHeapMb: parsed.data.SHELFCAST_JOB_HEAP_MB,
    checkpointSeconds: parsed.data.SHELFCAST_CHECKPOINT_SECONDS,
    workflowBundle: parsed.data.SHELFCAST_WORKFLOW_BUNDLE && resolve(parsed.data.SHELFCAST_WORKFLOW_BUNDLE),
    workerVersioning: parsed.data.SHELFCAST_WORKER_VERSIONING === 'on',
    buildId: parsed.data.SHELFCAST_BUILD_ID,
    credentialsSeconds: parsed.data.SHELFCAST_CREDENTIALS_SECONDS,
    pages: parsed.data.SHELFCAST_PAGES,
    logLevel: parsed.data.SHELFCAST_LOG_LEVEL,
    quick: parsed.data.SHELFCAST_QUICK === 'on',
  };
}

/** Where a worker's registry is. Throws `SettingsError` where nobody said. */
export function registryUrlOf({ registryUrl }: WorkerSettings): string {
  if (registryUrl !== undefined) return registryUrl;
  throw new SettingsError('SHELFCAST_REGISTRY_URL is not set; a worker needs a registry, e.g. postgres://user@host/db');
}
