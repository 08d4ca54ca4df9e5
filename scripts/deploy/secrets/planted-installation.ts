import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import getPort from 'get-port';
import pg from 'pg';
import { newTaskQueueArguments } from '../../../src/embedded/task-queue-settings.ts';
import { searchAttributes } from '../../../src/contracts/search-attributes.ts';
import { startS3Server, whyNoS3Server } from '../../../test/support/object-stores/s3-server.ts';
import { startPostgresServer, whyNoPostgresServer } from '../../../test/support/postgres-server.ts';
import { ShelfcastProcess } from '../../../test/support/shelfcast-process.ts';
import { createSmallProject, type SmallProject } from '../../../test/support/small-project.ts';
import { historyBytes } from './history-bytes.ts';
import { newPlants, type Plants } from './plants.ts';

/** An installation with planted secrets: Temporal on SQLite, the registry on PostgreSQL, artifacts in S3, one process of workers. */
interface PlantedInstallation {
  readonly project: SmallProject;
  readonly plants: Plants;
  /** Runs a command; its exit code. What it says is kept as a log. */
  readonly run: (...args: readonly string[]) => Promise<number | null>;
  /** All that it has written so far, by where. */
  written(): Promise<Readonly<Record<Place, Buffer>>>;
  stop(): Promise<void>;
}

/** Where something may be found. */
export type Place = 'histories' | 'temporalDatabase' | 'registry' | 'logs';

/** Why there can be no such installation; `undefined` where there can. */
export function whyNoPlantedInstallation(): string | undefined {
  return whyNoPostgresServer() ?? whyNoS3Server();
}

const locations = fileURLToPath(new URL('../../../node_modules/.shelfcast/locations.json', import.meta.url));
const workerProgram = fileURLToPath(new URL('../../../src/workers/worker-main.ts', import.meta.url));
const typeNames = { KEYWORD: 'Keyword', KEYWORD_LIST: 'KeywordList' } as const;
const namespace = 'dev';

/**
 * @param folder an empty one, for all that it writes
 * @param encrypted whether workers and commands have a file with keys of payloads
 */
export async function startPlantedInstallation(folder: string, encrypted: boolean): Promise<PlantedInstallation> {
  const stops: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const one of stops.splice(0).reverse()) await one();
  };
  try {
    const postgres = await startPostgresServer();
    stops.push(() => postgres.stop());
    const storage = await startS3Server(join(folder, 'objects'));
    stops.push(() => storage.stop());
    const plants = newPlants(storage.environment['AWS_SECRET_ACCESS_KEY']!);
    const logs = join(folder, 'logs');
    const database = join(folder, 'temporal.db');
    const temporal = await startTemporal(database, join(folder, 'logs-temporal'));
    stops.push(() => temporal.stop());
    const project = await createSmallProject({
      directory: join(folder, 'project'),
      sources: touchySource(plants.words.errorOfConditioner),
      config: `environments: { dev: { promotion: 'automatic' } },`,
    });
    await project.write('events/good.csv', 'start,end,region,holiday\n2025-07-04,2025-07-04,north,1\n');
    const registryUrl = await postgres.createDatabase();
    const withPassword = new URL(registryUrl);
    withPassword.password = plants.credentials.registryPassword;
    const keys = join(folder, 'payload-keys');
    await writeFile(keys, `planted ${plants.credentials.payloadKey}\n`);
    const environment: Readonly<Record<string, string>> = {
      ...storage.environment,
      SHELFCAST_PROJECT: project.directory,
      SHELFCAST_ARTIFACTS: 's3://shelfcast-test/artifacts',
      SHELFCAST_REGISTRY_URL: withPassword.href,
      SHELFCAST_ENVIRONMENTS: namespace,
      SHELFCAST_WORKER_VERSIONING: 'off',
      SHELFCAST_JOB_PROCESSES: '1',
      SHELFCAST_LOG_LEVEL: 'debug',
      SHELFCAST_PAYLOAD_KEYS_FILE: encrypted ? keys : '',
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: namespace,
      TEMPORAL_API_KEY: plants.credentials.temporalApiKey,
      TEMPORAL_TLS: 'false',
    };
    const workers = await startWorkers(environment, `${logs}-workers`);
    stops.push(() => workers.stop());
    let commands = 0;
    return {
      ...{ project, plants, stop },
      run: async (...args) => {
        const { exitCode, stdout, stderr } = await new ShelfcastProcess([...args, '-p', project.directory], environment)
          .ended;
        await writeFile(`${logs}-command-${(commands += 1)}`, stdout + stderr);
        return exitCode;
      },
      async written() {
        const connection = await Connection.connect({ address: temporal.address });
        const histories = await Array.fromAsync(historyBytes(new Client({ connection, namespace })));
        await connection.close();
        // SQLite's journal holds what is not in the database yet.
        const [databaseFiles, logFiles] = await Promise.all([
          filesIn(folder, 'temporal.db*'),
          filesIn(folder, 'logs-*'),
        ]);
        return {
          histories: Buffer.concat(histories.map(({ bytes }) => bytes)),
          temporalDatabase: Buffer.concat(databaseFiles),
          registry: Buffer.from(await rowsOf(registryUrl)),
          logs: Buffer.concat(logFiles),
        };
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A source whose conditioner cannot read one of the files that may come, and says so with a word of its own. */
function touchySource(word: string): string {
  return `
    {
      name: 'events',
      kind: 'events',
      landing: 'events/*.csv',
      row: z.object({ start: z.string(), end: z.string(), region: z.string(), holiday: z.number() }),
      conditioner: (table) => {
        if (table.array('region').includes('bad')) throw new Error('the cell says ${word}');
        return numbers('holiday')(table);
      },
    },`;
}

async function startTemporal(database: string, log: string): Promise<{ address: string; stop(): Promise<void> }> {
  const { temporalCli } = JSON.parse(await readFile(locations, 'utf8')) as { temporalCli: string };
  const port = await getPort({ host: '127.0.0.1' });
  const args = [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--headless', '--db-filename', database],
    ...['--log-level', 'info', '--namespace', namespace, ...newTaskQueueArguments],
    ...Object.values(searchAttributes).flatMap(({ name, type }) => [
      '--search-attribute',
      `${name}=${typeNames[type]}`,
    ]),
  ];
  const server = logged(spawn(temporalCli, args, { stdio: ['ignore', 'pipe', 'pipe'] }), log);
  const address = `127.0.0.1:${port}`;
  const connection = await Connection.connect({ address, connectTimeout: '30 seconds' });
  await connection.close();
  return { address, stop: () => end(server) };
}

async function startWorkers(
  environment: Readonly<Record<string, string>>,
  log: string,
): Promise<{ stop(): Promise<void> }> {
  const options = { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] as const };
  const child = logged(fork(workerProgram, [], { ...options, stdio: [...options.stdio] }), log);
  const [message] = (await once(child, 'message')) as [{ kind: string }];
  if (message.kind !== 'ready') throw new Error(`the workers are not ready: ${JSON.stringify(message)}`);
  return { stop: () => end(child) };
}

function logged(child: ChildProcess, file: string): ChildProcess {
  const stream = createWriteStream(file);
  child.stdout?.pipe(stream, { end: false });
  child.stderr?.pipe(stream, { end: false });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  const giveUp = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(giveUp);
}

async function filesIn(folder: string, pattern: string): Promise<readonly Buffer[]> {
  const files = await Array.fromAsync(glob(pattern, { cwd: folder }));
  return Promise.all(files.map((file) => readFile(join(folder, file))));
}

/** Every row of every table, as text. */
async function rowsOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      texts.push(...rows.map(({ row }) => row));
    }
    return texts.join('\n');
  } finally {
    await client.end();
  }
}
