import { startS3Server, whyNoS3Server, type S3Server } from '../../test/support/object-stores/s3-server.ts';
import { Way } from './way.ts';

/** What workers reach over the network. */
export type Reached = 'registry' | 'store' | 'server';

/** The ways that workers and senders take. */
export interface Ways {
  /** `store` only where there is an object store: a folder is always there. */
  readonly by: ReadonlyMap<Reached, Way>;
  /** Address of Temporal's server for those who are to feel its outages. */
  readonly temporalAddress: string;
  /** The folder in which artifacts are kept; `undefined`: the stack's own. */
  readonly artifacts: string | undefined;
  close(): Promise<void>;
}

export interface StackPorts {
  readonly temporalPort: number;
  readonly databasePort: number;
}

/**
 * Opens ways to what the stack will start on its ports, and to an object store where one can be run here. Has the processes of the stack
 * take them, by this process's environment.
 *
 * @param firstPort the first of three free ports
 * @param folder for the objects of the store
 */
export async function openWays(
  { temporalPort, databasePort }: StackPorts,
  firstPort: number,
  folder: string,
  say: (line: string) => void,
): Promise<Ways> {
  const server = await Way.open(firstPort, temporalPort);
  const registry = await Way.open(firstPort + 1, databasePort);
  const by = new Map<Reached, Way>([
    ['registry', registry],
    ['server', server],
  ]);
  const temporalAddress = `127.0.0.1:${server.port}`;
  process.env.SHELFCAST_CHAOS_ROUTES = JSON.stringify({
    TEMPORAL_ADDRESS: temporalAddress,
    SHELFCAST_REGISTRY_URL: `postgres://postgres@127.0.0.1:${registry.port}/postgres`,
  });
  const reason = whyNoS3Server();
  if (reason !== undefined) say(`the store is a folder and has no outages: ${reason}`);
  const store = reason === undefined ? await openStore(firstPort + 2, folder) : undefined;
  if (store) by.set('store', store.way);
  return {
    by,
    temporalAddress,
    artifacts: store?.artifacts,
    close: async () => {
      await Promise.all([...by.values()].map((way) => way.close()));
      await store?.server.stop();
      delete process.env.SHELFCAST_CHAOS_ROUTES;
      delete process.env.SHELFCAST_ARTIFACTS;
    },
  };
}

async function openStore(
  port: number,
  folder: string,
): Promise<{ readonly server: S3Server; readonly way: Way; readonly artifacts: string }> {
  const server = await startS3Server(folder);
  const { AWS_ENDPOINT_URL_S3: endpoint = '', ...credentials } = server.environment;
  const way = await Way.open(port, Number(new URL(endpoint).port));
  Object.assign(process.env, credentials, {
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
    SHELFCAST_ARTIFACTS: `s3://${server.bucket}`,
  });
  return { server, way, artifacts: server.folder };
}
