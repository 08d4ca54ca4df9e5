import { execFile, execFileSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { serverProgram } from '../../../test/support/object-stores/server-process.ts';
import { endProcess, type HostNetwork } from './host-network.ts';

const run = promisify(execFile);
const patienceMs = 60_000;

/** Why the servers cannot be run here; `undefined` where they can. */
export function whyNoServers(): string | undefined {
  const missing = (['postgres', 's3Server', 'temporalServer'] as const).filter(
    (name) => serverProgram(name) === undefined,
  );
  return missing.length === 0
    ? undefined
    : `${missing.join(', ')} not found; run "node scripts/setup/main.mjs --for=stack" first`;
}

export interface DatabaseServer {
  readonly password: string;
  /** URL of a database on it. */
  url(database: string): string;
  makeDatabase(name: string): Promise<void>;
  dropDatabase(name: string): Promise<void>;
  /** Cuts every connection at once, as a crash does, and starts it again on the same data after a while. */
  restart(awayMs: number): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder in which the write-ahead log is archived. Left out: it is not. */
  readonly archive?: string;
  /** Data of an earlier server to start on, with its password. Left out: an empty server. */
  readonly restored?: { readonly password: string };
}

/** PostgreSQL on a host of its own, with a password; its data are in `data` below the folder. */
export async function startDatabase<Name extends string>(
  network: HostNetwork<Name>,
  host: Name,
  folder: string,
  { archive, restored }: DatabaseOptions = {},
): Promise<DatabaseServer> {
  const programs = serverProgram('postgres')!;
  const address = network.addressOf(host);
  const password = restored?.password ?? randomBytes(12).toString('hex');
  const user = unprivilegedUser();
  const data = join(folder, 'data');
  if (!restored) await initialise({ programs, folder, data, password, user, subnet: network.subnet });
  const url = (database: string): string => `postgres://postgres:${password}@${address}:5432/${database}`;
  const ask = async (statement: string): Promise<void> => {
    const client = new pg.Client({ connectionString: url('postgres'), connectionTimeoutMillis: 2000 });
    try {
      await client.connect();
      await client.query(statement);
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  const start = async (): Promise<ChildProcess> => {
    const settings = ['max_connections=200', ...(archive === undefined ? [] : archiveSettings(archive))];
    const args = ['-D', data, '-h', address, '-p', '5432', '-k', '', ...settings.flatMap((one) => ['-c', one])];
    const child = network.start(host, [join(programs, 'postgres'), ...args], {
      logFile: join(folder, 'postgres.log'),
      user,
    });
    // While it recovers it takes connections that only read, and Temporal's server ends on those.
    await untilIt(`PostgreSQL on ${host}`, child, () => ask('begin read write'));
    return child;
  };
  let child = await start();
  return {
    url,
    password,
    makeDatabase: (name) => ask(`create database ${name}`),
    dropDatabase: (name) => ask(`drop database ${name} with (force)`),
    async restart(awayMs) {
      const ended = once(child, 'exit');
      child.kill('SIGQUIT');
      await ended;
      await sleep(awayMs);
      child = await start();
    },
  };
}

async function initialise(server: {
  readonly programs: string;
  readonly folder: string;
  readonly data: string;
  readonly password: string;
  readonly user: number | undefined;
  readonly subnet: string;
}): Promise<void> {
  const { programs, folder, data, password, user, subnet } = server;
  await mkdir(folder, { recursive: true });
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password);
  if (user !== undefined) await Promise.all([chown(folder, user, user), chown(passwordFile, user, user)]);
  await run(
    join(programs, 'initdb'),
    [...['-D', data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'], '--no-sync'],
    { ...(user === undefined ? {} : { uid: user, gid: user }), cwd: folder },
  );
  await writeFile(
    join(data, 'pg_hba.conf'),
    ['all', 'replication'].map((what) => `host ${what} all ${subnet} scram-sha-256\n`).join(''),
  );
}

/** As deploy/backup/postgresql-archive.conf, for a folder of one's own, and more often. */
function archiveSettings(archive: string): readonly string[] {
  const kept = `${archive}/%f`;
  return [
    'archive_mode=on',
    `archive_command=test ! -f ${kept} && cp %p ${kept}.part && mv ${kept}.part ${kept}`,
    'archive_timeout=5',
  ];
}

/** An object store on a host of its own; what its clients need in their environment, and the folder in which it keeps the objects. */
export async function startStore<Name extends string>(
  network: HostNetwork<Name>,
  host: Name,
  folder: string,
): Promise<{
  readonly environment: Readonly<Record<string, string>>;
  readonly bucket: string;
  readonly objects: string;
}> {
  const bucket = 'shelfcast';
  const objects = join(folder, bucket);
  await mkdir(objects, { recursive: true });
  const address = network.addressOf(host);
  const keys = { access: 'drill', secret: randomBytes(12).toString('hex') };
  const child = network.start(
    host,
    [serverProgram('s3Server')!, '--port', `${address}:7070`, '--quiet', 'posix', folder],
    {
      environment: { ROOT_ACCESS_KEY: keys.access, ROOT_SECRET_KEY: keys.secret },
      logFile: `${folder}.log`,
    },
  );
  await untilIt(`the object store on ${host}`, child, () => takesConnections(address, 7070));
  return {
    bucket,
    objects,
    environment: {
      AWS_ENDPOINT_URL_S3: `http://${address}:7070`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: keys.access,
      AWS_SECRET_ACCESS_KEY: keys.secret,
    },
  };
}

/** Parts of Temporal's server, and where each listens. */
const services = {
  frontend: { grpcPort: 7233, membershipPort: 6933 },
  history: { grpcPort: 7234, membershipPort: 6934 },
  matching: { grpcPort: 7235, membershipPort: 6935 },
  worker: { grpcPort: 7239, membershipPort: 6939 },
} as const;

/**
 * Temporal's server on a host of its own, on databases of a PostgreSQL server; its address.
 *
 * @param keepsTables whether the databases are there already
 */
export async function startTemporal<Name extends string>(
  network: HostNetwork<Name>,
  host: Name,
  database: DatabaseServer,
  folder: string,
  keepsTables = false,
): Promise<string> {
  const programs = serverProgram('temporalServer')!;
  const address = network.addressOf(host);
  if (!keepsTables) {
    for (const kind of ['temporal', 'visibility'] as const) {
      await database.makeDatabase(kind);
      await makeTables(programs, kind, new URL(database.url(kind)));
    }
  }
  await mkdir(join(folder, 'config'), { recursive: true });
  await writeFile(join(folder, 'settings.yaml'), dynamicSettings);
  // JSON is YAML too.
  await writeFile(join(folder, 'config', 'drill.yaml'), JSON.stringify(configuration(address, database, folder)));
  const child = network.start(
    host,
    [
      ...[join(programs, 'server'), '--root', folder, '--env', 'drill', 'start'],
      ...Object.keys(services).flatMap((service) => ['--service', service]),
    ],
    { logFile: join(folder, 'temporal.log') },
  );
  await untilIt(`Temporal on ${host}`, child, () => takesConnections(address, services.frontend.grpcPort));
  return `${address}:${services.frontend.grpcPort}`;
}

/** As docs/setup.md asks for. */
const dynamicSettings = ['matching.useNewMatcher', 'matching.enableFairness', 'system.enableActivityEagerExecution']
  .map((name) => `${name}:\n  - value: true\n`)
  .join('');

async function makeTables(programs: string, kind: string, { hostname, port, password }: URL): Promise<void> {
  const sql = (...args: readonly string[]) =>
    run(join(programs, 'sql'), [
      ...['--plugin', 'postgres12', '--endpoint', hostname, '--port', port, '--user', 'postgres'],
      ...['--password', password, '--database', kind, ...args],
    ]);
  await sql('setup-schema', '--version', '0.0');
  await sql('update-schema', '--schema-name', `postgresql/v12/${kind}`);
}

function configuration(address: string, database: DatabaseServer, folder: string): object {
  const datastore = (name: string): object => {
    const { host, password } = new URL(database.url(name));
    const access = { connectAddr: host, user: 'postgres', password, databaseName: name };
    return { sql: { pluginName: 'postgres12', connectProtocol: 'tcp', ...access, maxConns: 20, maxIdleConns: 20 } };
  };
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'store',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: { store: datastore('temporal'), visibility: datastore('visibility') },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: address } },
    services: Object.fromEntries(
      Object.entries(services).map(([service, ports]) => [service, { rpc: { ...ports, bindOnIP: address } }]),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: `${address}:7233` },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    publicClient: { hostPort: `${address}:7233` },
    dynamicConfigClient: { filepath: join(folder, 'settings.yaml'), pollInterval: '10s' },
  };
}

/** PostgreSQL refuses to run as root. */
export function unprivilegedUser(): number | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    return Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  } catch {
    return 65_534;
  }
}

/** Waits until a server answers; throws where its process has ended, or too much time has passed. */
async function untilIt(what: string, child: ChildProcess, answers: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      await answers();
      return;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline) {
        await endProcess(child, 'SIGKILL');
        throw new Error(`${what} does not answer; its log is in the folder of the run`, { cause: error });
      }
    }
    await sleep(100);
  }
}

function takesConnections(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, timeout: 2000 });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('timeout', () => socket.destroy(new Error(`${host}:${port} does not answer`)));
    socket.once('error', reject);
  });
}
