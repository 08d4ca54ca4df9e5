import { execFile } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { hashOfBytes } from '../../../src/adapters/storage/file-hash.ts';
import { createS3Storage } from '../../../src/adapters/storage/objects/s3-storage.ts';
import { parseStorageLocation, type ObjectLocation } from '../../../src/adapters/storage/storage-location.ts';
import { createSmallProject, type SmallProject } from '../../../test/support/small-project.ts';
import { endProcess, HostNetwork } from './host-network.ts';
import { startDatabase, startStore, startTemporal, type DatabaseServer } from './servers.ts';

const hostNames = ['database', 'store', 'temporal', 'api', 'worker-a', 'worker-b'] as const;
type HostName = (typeof hostNames)[number];
export const workerHosts = ['worker-a', 'worker-b'] as const;
export type WorkerHost = (typeof workerHosts)[number];

export const environmentName = 'prod';
/** The same regions and data, where a person decides which model scores. */
export const askingEnvironment = 'asking';
const program = fileURLToPath(new URL('../../../bin/shelfcast.mjs', import.meta.url));
const workerProgram = fileURLToPath(new URL('../../../src/workers/worker-main.ts', import.meta.url));
const probe = new URL('../../chaos/job-probe.ts', import.meta.url).href;

/** An installation over six hosts: database, object store, Temporal's server, API, and two hosts of workers. */
export interface HostsInstallation {
  readonly project: SmallProject;
  readonly network: HostNetwork<HostName>;
  readonly database: DatabaseServer;
  readonly temporalAddress: string;
  readonly registryUrl: string;
  /** Folder in which the object store has the artifacts. */
  readonly artifacts: string;
  /** File in which the jobs' processes are written down, of both worker hosts. */
  readonly jobsFile: string;
  /** Address of the API, and a key for it. */
  readonly api: { readonly url: string; readonly key: string };
  /** Puts the files of the project's landing folder that are not there yet where landing really is. */
  deliver(): Promise<void>;
  /** Runs a command against it; what it says. */
  command(args: readonly string[], environment?: Readonly<Record<string, string>>): Promise<string>;
  startWorkers(host: WorkerHost): Promise<void>;
  /** Every host loses power. */
  loseAll(): Promise<void>;
  /** Temporal's server and its databases are gone; an empty one takes their place, and the workers start again. */
  replaceTemporal(): Promise<void>;
  stop(): Promise<void>;
}

export interface InstallationOptions {
  /** For data and logs of the servers. */
  readonly directory: string;
  /** Epochs of each network. */
  readonly epochs: number;
  /** Folder in which the database's log is archived. Left out: it is not. */
  readonly archive?: string;
  /** What is left of an installation that was lost. Left out: one that begins empty. */
  readonly restored?: RestoredParts;
  readonly say: (line: string) => void;
}

interface RestoredParts {
  /** The lost one: its hosts, whose processes have ended, its project, and the key of its API. */
  readonly lost: Pick<HostsInstallation, 'network' | 'project' | 'database' | 'api'>;
  /** Folder with a copy of the artifacts. The data folder of the database has been restored already. */
  readonly artifacts: string;
  /** Whether the database has Temporal's tables too. */
  readonly hasTemporal: boolean;
}

export async function startInstallation(options: InstallationOptions): Promise<HostsInstallation> {
  const { directory, epochs, archive, restored, say } = options;
  const jobsFile = join(directory, 'jobs.jsonl');
  const logs = join(directory, 'logs');
  await mkdir(logs, { recursive: true });
  const network = restored?.lost.network ?? (await HostNetwork.open(hostNames));
  try {
    const databaseOptions = {
      ...(archive === undefined ? {} : { archive }),
      ...(restored ? { restored: restored.lost.database } : {}),
    };
    const [database, store] = await Promise.all([
      startDatabase(network, 'database', join(directory, 'database'), databaseOptions),
      startStore(network, 'store', join(directory, 'objects')),
    ]);
    say('database and object store answer');
    const temporalAddress = await startTemporal(
      network,
      'temporal',
      database,
      join(directory, 'temporal'),
      restored?.hasTemporal,
    );
    if (!restored) await database.makeDatabase('registry');
    const registryUrl = database.url('registry');
    const project =
      restored?.lost.project ??
      (await createSmallProject({ directory: join(directory, 'project'), config: configOf(epochs) }));
    const environment = {
      ...store.environment,
      TEMPORAL_ADDRESS: temporalAddress,
      SHELFCAST_REGISTRY_URL: registryUrl,
      SHELFCAST_ARTIFACTS: `s3://${store.bucket}/artifacts`,
      SHELFCAST_PROJECT: project.directory,
      SHELFCAST_ENVIRONMENTS: `${environmentName},${askingEnvironment}`,
      SHELFCAST_CHECKPOINT_SECONDS: '0.5',
    };
    // The vendor's library takes its keys from the process.
    Object.assign(process.env, store.environment);
    const deliver = landingOf(project);
    await deliver();
    const command: HostsInstallation['command'] = async (args, changes = {}) => {
      const { stdout } = await promisify(execFile)(process.execPath, [program, ...args, '-p', project.directory], {
        env: { ...process.env, ...environment, ...changes },
      });
      return stdout;
    };
    if (restored) {
      const from = { SHELFCAST_ARTIFACTS: restored.artifacts };
      say((await command(['artifacts', 'copy', '--to', environment.SHELFCAST_ARTIFACTS], from)).trim());
    }
    await untilBootstrapped(command);
    say(`Temporal answers at ${temporalAddress}; namespace, search attributes and registry are there`);
    const key = restored?.lost.api.key ?? (await makeKey(command));
    const workers = new Map<WorkerHost, ChildProcess>();
    const startWorkers = async (host: WorkerHost): Promise<void> => {
      const own = join(directory, host);
      await mkdir(join(own, 'tmp'), { recursive: true });
      const child = network.start(host, [process.execPath, workerProgram], {
        logFile: join(logs, `${host}.log`),
        environment: {
          ...environment,
          TMPDIR: join(own, 'tmp'),
          SHELFCAST_STORE_CACHE: join(own, 'cache'),
          SHELFCAST_CHAOS_JOBS: jobsFile,
          NODE_OPTIONS: `--import=${probe}`,
        },
      });
      workers.set(host, child);
    };
    const apiAddress = network.addressOf('api');
    network.start(
      'api',
      [
        ...[process.execPath, program, 'api', '--host', apiAddress, '--port', '8080', '--access', 'keys'],
        ...['--name', apiAddress, '-p', project.directory],
      ],
      { logFile: join(logs, 'api.log'), environment },
    );
    for (const host of workerHosts) await startWorkers(host);
    say('workers start on two hosts');
    return {
      ...{ project, network, database, temporalAddress, registryUrl, deliver, command, startWorkers, jobsFile },
      artifacts: join(store.objects, 'artifacts'),
      api: { url: `http://${apiAddress}:8080`, key },
      loseAll: async () => {
        for (const host of hostNames) await network.kill(host);
      },
      replaceTemporal: async () => {
        for (const host of ['temporal', ...workerHosts] as const) await network.kill(host);
        for (const name of ['temporal', 'visibility']) await database.dropDatabase(name);
        await startTemporal(network, 'temporal', database, join(directory, 'new-temporal'));
        await untilBootstrapped(command);
        for (const host of workerHosts) await startWorkers(host);
      },
      stop: async () => {
        await Promise.all([...workers.values()].map((child) => endProcess(child)));
        await network.close();
      },
    };
  } catch (error) {
    if (!restored) await network.close();
    throw error;
  }
}

async function makeKey(command: HostsInstallation['command']): Promise<string> {
  const { key } = JSON.parse(await command(['keys', 'create', 'drill', '--role', 'reader', '--json'])) as {
    key: string;
  };
  return key;
}

/** Temporal's server takes connections before all of its parts have found each other. */
async function untilBootstrapped(command: HostsInstallation['command']): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    try {
      await command(['bootstrap']);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(1000);
    }
  }
}

/** Files of the project's landing folder go into the bucket in which its landing really is, each once. */
function landingOf(project: SmallProject): () => Promise<void> {
  const storage = createS3Storage(parseStorageLocation(landing) as ObjectLocation, process.env);
  const there = new Set<string>();
  return async () => {
    const entries = await readdir(project.landingDirectory, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const path = join(entry.parentPath, entry.name);
      if (there.has(path)) continue;
      const bytes = await readFile(path);
      const key = relative(project.landingDirectory, path);
      await storage.write(key, bytes, { contentType: 'text/csv', hash: hashOfBytes(bytes) });
      there.add(path);
    }
  };
}

const landing = 's3://shelfcast/landing';

/** As in the chaos run: few segments with much to train, and every challenger is promoted, but where a person is asked. */
const configOf = (epochs: number): string => `
  landingDirectory: '${landing}',
  environments: { ${environmentName}: { promotion: 'automatic' }, ${askingEnvironment}: { promotion: 'manual' } },
  members: {
    lasso: { nAlphas: 5, nFolds: 2 },
    network: { preset: 'steady', epochs: ${epochs}, batchSize: 64, hiddenUnits: [8] },
  },
  velocity: { fastShareOfUnits: 0.999 },
  gate: { maxMape: 99, championTolerance: 99, mustBeatBaseline: false, maxLevelFactor: 1000 },
  dataChange: { quietPeriodSeconds: 2, longestWaitSeconds: 20 },`;
