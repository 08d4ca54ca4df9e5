import { LIBTENSORFLOW_VERSION } from '../../../scripts/setup/pins/libtensorflow.mjs';
import { installedVersion } from './installed-version.ts';

/** What a part of the code starts from. What it reaches from there is the part. */
interface CodePart {
  /** Modules, relative to the folder of the sources. */
  readonly roots: readonly string[];
  /** What decides its results and is not in its modules: packages, native code. Default: nothing. */
  readonly runsOn?: () => readonly string[];
}

/** Packages that the modules of workers and jobs import. */
export const workerPackages: readonly string[] = [
  '@aws-sdk/client-s3',
  '@aws-sdk/lib-storage',
  '@azure/identity',
  '@azure/storage-blob',
  '@duckdb/node-api',
  '@electric-sql/pglite',
  '@google-cloud/storage',
  '@opentelemetry/api',
  '@opentelemetry/context-async-hooks',
  '@opentelemetry/exporter-trace-otlp-http',
  '@opentelemetry/resources',
  '@opentelemetry/sdk-trace-base',
  '@swc/core',
  '@temporalio/activity',
  '@temporalio/client',
  '@temporalio/common',
  '@temporalio/envconfig',
  '@temporalio/interceptors-opentelemetry',
  '@temporalio/proto',
  '@temporalio/worker',
  '@temporalio/workflow',
  'arquero',
  'get-port',
  'kysely',
  'pg',
  'pino',
  'prom-client',
  'zod',
];

/** The parts of the code that have a version, each for what depends on it; docs/decisions/2026-11-29-code-version-by-reach.md. */
/** What the interceptors of workflows bring along: their versions are not the SDK's. */
const tracingPackages = ['api', 'core', 'resources', 'sdk-trace-base'].map((name) => `@opentelemetry/${name}`);

const parts = {
  /** Decides the bytes of members and ensembles: a change trains them again. */
  fits: {
    roots: [
      'jobs/training/train-member.ts',
      'jobs/backtest/blend-segment.ts',
      'adapters/tensorflow/index.ts',
      'processes/node-options.ts',
      'processes/math-environment.ts',
    ],
    runsOn: nativeCode,
  },
  /** Decides the rows of conditioned files: a change conditions them again. */
  conditioning: {
    roots: ['datasets/conditioning/condition-file.ts'],
    // Users' schemas check rows with zod, and DuckDB turns the values of Parquet files into texts.
    runsOn: () => [packageVersion('arquero'), packageVersion('zod'), packageVersion('@duckdb/node-api')],
  },
  /** All that the processes of jobs run: they do not mix it with what their worker was started with. */
  jobs: { roots: ['processes/main.ts'] },
  /** What workflows do: a change is another build, and cycles end on the one they began on. */
  workflows: {
    roots: ['workflows/index.ts', 'workflows/preloaded.ts', 'workflows/tracing.ts', 'workflows/failure-converter.ts'],
    // Of the SDK's packages, which have one version, this one says what else comes along.
    runsOn: () => ['@temporalio/workflow', 'zod', ...tracingPackages].map(packageVersion),
  },
  /** All that a worker runs besides the workflows, its jobs included: with them it is the build. */
  workers: {
    roots: ['workers/worker-main.ts', 'processes/main.ts', 'composition/encryption/failure-converter.ts'],
    runsOn: () => [...nativeCode(), ...workerPackages.map(packageVersion)],
  },
  /** What makes an empty registry: a change makes the one that new state folders take again. */
  migrations: {
    roots: ['adapters/postgres/migrations/index.ts'],
    runsOn: () => [packageVersion('@electric-sql/pglite')],
  },
} as const satisfies Readonly<Record<string, CodePart>>;

export type CodePartName = keyof typeof parts;

export const codeParts: Readonly<Record<CodePartName, CodePart>> = parts;

export const codePartNames = Object.keys(parts) as readonly CodePartName[];

/** No import names TensorFlow: its addon is loaded by its path. Node is V8, whose compilers and Math functions are those of fits. */
function nativeCode(): readonly string[] {
  return [
    `node@${process.versions.node.split('.')[0]}`,
    packageVersion('@tensorflow/tfjs-node'),
    `libtensorflow@${LIBTENSORFLOW_VERSION}`,
  ];
}

function packageVersion(name: string): string {
  return `${name}@${installedVersion(name)}`;
}
