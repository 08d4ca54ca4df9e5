import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { connectServer, type EnvironmentsConnection } from '../composition/connect-environments.ts';
import { openWorkerDeployments } from '../composition/open-orchestration.ts';
import { readSettings } from '../composition/settings.ts';
import type { WorkerDeployments } from '../ports/worker-deployments.ts';
import { givesMemoryBack } from '../processes/memory-environment.ts';
import { ownProgram } from '../processes/own-program.ts';
import { peakRssMb } from '../processes/peak-memory.ts';
import { commandEnded } from '../state/command-claim.ts';
import { noteRun } from '../state/last-run.ts';
import { recordOf } from '../state/process-identity.ts';
import type { StateDirectory } from '../state/state-directory.ts';
import { isKept, keepBuild } from './keep-build.ts';
import { ManagedProcess } from './managed-process.ts';
import { OlderBuilds } from './older-builds.ts';
import { choosePort } from './ports.ts';
import { statusPorts } from './status-ports.ts';

export interface StackOptions {
  readonly projectDirectory: string;
  /** Every environment of the project; all are served. */
  readonly environments: readonly string[];
  readonly temporalPort?: number;
  readonly uiPort?: number;
  readonly databasePort?: number;
  readonly apiPort?: number;
  readonly onStep: (step: string) => void;
}

/** The embedded stack: Temporal's dev server, the registry's database, an orchestration and a training worker, the API. */
export interface Stack {
  /** Address of the API and its pages. */
  readonly api: string;
  /** Address by which people reach the pages: `SHELFCAST_PAGES`, or that of the API. */
  readonly pages: string;
  readonly temporalAddress: string;
  readonly temporalUi: string;
  readonly registryUrl: string;
  /** Largest resident set of every process so far, by name, in megabytes. */
  peaks(): Readonly<Record<string, number>>;
  /** Stops everything in the order that loses nothing: workers, database, server. */
  stop(): Promise<void>;
}

const program = (path: `${string}.ts`): string => ownProgram(path, import.meta.url);
const sampleEveryMs = 1000;

/** Starts every process of the stack on loopback and waits until each is ready; stops what it started where one is not. */
export async function startStack(state: StateDirectory, options: StackOptions): Promise<Stack> {
  const { projectDirectory, environments, onStep } = options;
  const { workflowBundle, workerVersioning, artifacts, ...settings } = readSettings({
    ...process.env,
    SHELFCAST_ARTIFACTS: state.artifacts,
  });
  const temporalPort = await choosePort('Temporal', 7233, options.temporalPort);
  const uiPort = await choosePort("Temporal's UI", 8233, options.uiPort);
  const databasePort = await choosePort('the registry', 54_320, options.databasePort);
  const apiPort = await choosePort('the API', 8080, options.apiPort);
  const temporalAddress = `127.0.0.1:${temporalPort}`;
  const registryUrl = `postgres://postgres@127.0.0.1:${databasePort}/postgres`;
  const temporalUi = `http://127.0.0.1:${uiPort}`;
  const apiUrl = `http://127.0.0.1:${apiPort}`;
  // People may reach it by another name, through a proxy.
  const pages = settings.pages ?? apiUrl;

  const statusPort = statusPorts(process.env.SHELFCAST_STATUS_PORT);
  const bundlerPeaks: Record<string, number> = {};
  const server = new ManagedProcess({
    name: 'temporal',
    program: program('./temporal-main.ts'),
    args: [
      ...['--executable', temporalExecutable(), '--database', state.temporal, '--port', String(temporalPort)],
      ...['--ui-port', String(uiPort), '--namespaces', environments.join(',')],
    ],
    logFile: state.log('temporal'),
  });
  const database = new ManagedProcess({
    name: 'registry',
    program: program('../state/database-main.ts'),
    args: ['--directory', state.database, '--port', String(databasePort)],
    logFile: state.log('registry'),
  });
  const api = new ManagedProcess({
    name: 'api',
    program: program('../api/api-main.ts'),
    args: [...['--project', projectDirectory, '--state', state.path], ...['--port', String(apiPort)]],
    // It finds the stack by its state folder: what the shell names is another server.
    env: {
      ...{ TEMPORAL_ADDRESS: '', SHELFCAST_REGISTRY_URL: registryUrl, SHELFCAST_ARTIFACTS: artifacts },
      ...givesMemoryBack,
      ...statusPort(),
    },
    logFile: state.log('api'),
  });
  const processes = [server, database, api];
  const workers: ManagedProcess[] = [];
  const worker = (name: string, queues: string, env: Readonly<Record<string, string>> = {}): ManagedProcess => {
    const made = new ManagedProcess({
      name,
      program: program('../workers/worker-main.ts'),
      args: ['--queues', queues],
      env: {
        TEMPORAL_ADDRESS: temporalAddress,
        SHELFCAST_ENVIRONMENTS: environments.join(','),
        SHELFCAST_PROJECT: projectDirectory,
        SHELFCAST_ARTIFACTS: artifacts,
        SHELFCAST_REGISTRY_URL: registryUrl,
        SHELFCAST_PAGES: pages,
        ...statusPort(),
        ...env,
      },
      logFile: state.log(name),
    });
    processes.push(made);
    workers.push(made);
    return made;
  };
  const orchestration = (name: string, buildId: string, versioning: boolean): ManagedProcess =>
    worker(name, 'orchestration', {
      SHELFCAST_WORKFLOW_BUNDLE: state.workflows(buildId),
      SHELFCAST_BUILD_ID: buildId,
      SHELFCAST_WORKER_VERSIONING: versioning ? 'on' : 'off',
    });
  let connection: EnvironmentsConnection | undefined;
  let olderBuilds: OlderBuilds | undefined;

  const stop = async (): Promise<void> => {
    await olderBuilds?.stop();
    await connection?.close();
    await api.stop();
    await Promise.all(workers.map((one) => one.stop()));
    await database.stop();
    await server.stop();
    state.removeStack();
  };
  const record = (): void =>
    state.writeStack({
      owner: recordOf(process.pid),
      processes: processes.flatMap(({ processIds }) => processIds.map(recordOf)),
      temporalAddress,
      temporalUi,
      registryUrl,
      api: apiUrl,
      environments,
      artifacts,
    });
  try {
    record();
    noteRun(state.path);
    await commandEnded(state);
    onStep('starting Temporal and the registry');
    const [{ buildId, bundlerPeakRssMb }] = await Promise.all([
      keepBuild(state, workflowBundle),
      server.start(),
      database.start(),
    ]);
    if (bundlerPeakRssMb !== undefined) bundlerPeaks['bundle-workflows'] = bundlerPeakRssMb;
    record();
    onStep('starting the workers');
    // One for the workflows of every build: there is no older code to run their jobs with.
    worker('training-worker', 'data,training,scoring', { SHELFCAST_WORKER_VERSIONING: 'off' });
    orchestration('orchestration-worker', buildId, workerVersioning);
    await Promise.all([...workers, api].map((one) => one.start()));
    record();
    const temporal = await connectServer(temporalAddress);
    connection = temporal;
    const current = workerVersioning ? buildId : undefined;
    const deployments = openWorkerDeployments(temporal.clientOf);
    // Before workers of older builds: whatever may move on to the new build is to do so.
    await Promise.all(environments.map((environment) => makeCurrent(deployments, environment, current)));
    olderBuilds = new OlderBuilds({
      environments,
      deployments,
      current,
      worker: async (older) =>
        (await isKept(state, older)) ? orchestration(`orchestration-worker-${older}`, older, true) : undefined,
      onStep,
    });
    await olderBuilds.start();
    record();
  } catch (error) {
    await stop();
    throw error;
  }
  const sampling = setInterval(() => {
    for (const one of processes) one.samplePeak();
    // Processes that died and came back have new ids.
    record();
  }, sampleEveryMs);
  return {
    temporalAddress,
    temporalUi,
    registryUrl,
    api: apiUrl,
    pages,
    peaks: () => {
      for (const one of processes) one.samplePeak();
      return Object.assign(
        { cli: peakRssMb() ?? 0, ...bundlerPeaks },
        ...processes.map((one) => one.peaks()),
      ) as Record<string, number>;
    },
    stop: () => {
      clearInterval(sampling);
      return stop();
    },
  };
}

async function makeCurrent(
  deployments: WorkerDeployments,
  environment: string,
  buildId: string | undefined,
): Promise<void> {
  if ((await deployments.current(environment)) !== buildId) await deployments.setCurrent(environment, buildId);
}

const locationsSchema = z.object({ temporalCli: z.string(), setupSeconds: z.number().default(0) });

/** Where the set-up put things; see `scripts/setup`. */
export function readLocations(): z.infer<typeof locationsSchema> {
  const file = fileURLToPath(new URL('../../node_modules/.shelfcast/locations.json', import.meta.url));
  return locationsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function temporalExecutable(): string {
  return process.env.SHELFCAST_TEMPORAL_CLI ?? readLocations().temporalCli;
}
