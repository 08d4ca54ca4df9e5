import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Connection } from '@temporalio/client';
import { freePort } from '../free-port.ts';
import { serverProgram, startServer } from '../object-stores/server-process.ts';
import type { PostgresServer } from '../postgres-server.ts';
import type { Certificates } from './certificates.ts';

/** Temporal's server as an installation of one's own runs it: on PostgreSQL, with TLS, and API keys that say who may do what. */
interface TemporalServer {
  readonly address: string;
  stop(): Promise<void>;
}

interface TemporalServerOptions {
  /** For its configuration. */
  readonly folder: string;
  readonly postgres: PostgresServer;
  readonly certificates: Certificates;
  /** Where the public key of the API keys is. */
  readonly keysUrl: string;
}

/** Why there is no such server to test against; `undefined` where there is one. */
export function whyNoTemporalServer(): string | undefined {
  return serverProgram('temporalServer') === undefined
    ? 'no Temporal server for PostgreSQL: set-up builds it where Go is installed (npm run test:stack)'
    : undefined;
}

/** Parts of the server. What it does itself goes through a frontend of its own, which asks for no API key. */
const services = ['frontend', 'internal-frontend', 'history', 'matching', 'worker'] as const;

export async function startTemporalServer(options: TemporalServerOptions): Promise<TemporalServer> {
  const { folder, postgres } = options;
  const programs = serverProgram('temporalServer')!;
  const [store, visibility] = await Promise.all([postgres.createDatabase(), postgres.createDatabase()]);
  await Promise.all([
    makeTables(programs, 'temporal', new URL(store)),
    makeTables(programs, 'visibility', new URL(visibility)),
  ]);
  const ports = await Promise.all(services.flatMap(() => [freePort(), freePort()]));
  const rpc = Object.fromEntries(
    services.map((service, i) => [service, { grpcPort: ports[2 * i]!, membershipPort: ports[2 * i + 1]! }]),
  ) as Record<(typeof services)[number], { grpcPort: number; membershipPort: number }>;
  await mkdir(join(folder, 'config'), { recursive: true });
  await writeFile(join(folder, 'settings.yaml'), dynamicSettings);
  const configuration = configurationOf(options, { store: new URL(store), visibility: new URL(visibility), rpc });
  // JSON is YAML too.
  await writeFile(join(folder, 'config', 'production.yaml'), JSON.stringify(configuration));
  const port = rpc.frontend.grpcPort;
  const started = ['--root', folder, '--env', 'production', 'start'];
  const server = await startServer(
    join(programs, 'server'),
    [...started, ...services.flatMap((service) => ['--service', service])],
    { port },
  );
  const address = `localhost:${port}`;
  try {
    await untilServing(address, options.certificates);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { address, stop: () => server.stop() };
}

/** As docs/setup.md asks for. */
const dynamicSettings = `matching.useNewMatcher:
  - value: true
matching.enableFairness:
  - value: true
`;

async function makeTables(programs: string, kind: 'temporal' | 'visibility', { port, pathname }: URL): Promise<void> {
  const run = (...args: readonly string[]) =>
    promisify(execFile)(join(programs, 'sql'), [
      ...['--plugin', 'postgres12', '--endpoint', '127.0.0.1', '--port', port, '--user', 'postgres'],
      ...['--database', pathname.slice(1), ...args],
    ]);
  await run('setup-schema', '--version', '0.0');
  await run('update-schema', '--schema-name', `postgresql/v12/${kind}`);
}

function configurationOf(
  { folder, certificates, keysUrl }: TemporalServerOptions,
  parts: {
    readonly store: URL;
    readonly visibility: URL;
    readonly rpc: Record<(typeof services)[number], { grpcPort: number; membershipPort: number }>;
  },
): object {
  const { ca, server } = certificates;
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'store',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: { store: datastore(parts.store), visibility: datastore(parts.visibility) },
    },
    global: {
      membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' },
      tls: {
        frontend: {
          server: {
            certFile: server.certificate,
            keyFile: server.key,
            requireClientAuth: true,
            clientCaFiles: [ca],
          },
          client: { serverName: 'localhost', rootCaFiles: [ca] },
        },
      },
      authorization: {
        jwtKeyProvider: { keySourceURIs: [keysUrl] },
        permissionsClaimName: 'permissions',
        authorizer: 'default',
        claimMapper: 'default',
      },
    },
    services: Object.fromEntries(
      Object.entries(parts.rpc).map(([service, ports]) => [service, { rpc: { ...ports, bindOnLocalHost: true } }]),
    ),
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: 'frontend', rpcAddress: '127.0.0.1:7233' },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: join(folder, 'settings.yaml'), pollInterval: '10s' },
  };
}

function datastore({ host, pathname }: URL): object {
  const sql = { pluginName: 'postgres12', connectProtocol: 'tcp', user: 'postgres', maxConns: 20, maxIdleConns: 20 };
  return { sql: { ...sql, databaseName: pathname.slice(1), connectAddr: host } };
}

/** `grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING`. */
const serving = 1;

/** Waits until all parts of the server have found each other. */
async function untilServing(address: string, { ca, client }: Certificates): Promise<void> {
  const [serverRootCACertificate, crt, key] = await Promise.all(
    [ca, client.certificate, client.key].map((path) => readFile(path)),
  );
  const connection = Connection.lazy({
    address,
    tls: { serverRootCACertificate: serverRootCACertificate!, clientCertPair: { crt: crt!, key: key! } },
  });
  try {
    const service = 'temporal.api.workflowservice.v1.WorkflowService';
    for (;;) {
      const { status }: { readonly status: number } = await connection.healthService.check({ service });
      if (status === serving) return;
      await sleep(100);
    }
  } finally {
    await connection.close();
  }
}
