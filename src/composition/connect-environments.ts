import { Connection, type Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { environmentTarget, namesOneServer } from './environment-target.ts';
import { TemporalUnreachableError } from './source-errors.ts';
import { temporalSource } from './sources.ts';
import { temporalClients } from './temporal-clients.ts';

/** The Temporal namespaces of environments, on one server or several. */
export interface EnvironmentsConnection {
  /** Throws `NoProfileError` where nothing says where the environment is. */
  readonly clientOf: (environment: string) => Client;
  /** Address of the server's pages, where that is known: of a stack's. */
  readonly ui?: string;
  close(): Promise<void>;
}

/**
 * Connects to what Temporal's standard environment configuration names, or else to the stack that runs on a state folder.
 * Throws `NoTemporalServerError` where there is neither.
 */
export async function connectEnvironments(stateFolder: string): Promise<EnvironmentsConnection> {
  const source = temporalSource(stateFolder);
  if (source.from === 'stack') return { ...(await connectServer(source.address)), ui: source.ui };
  return namesOneServer() ? open(loadClientConnectConfig().connectionOptions) : connectByProfile();
}

/** Connects to a server at an address, whose namespaces have the names of environments. */
export function connectServer(address: string): Promise<EnvironmentsConnection> {
  return open({ address });
}

async function open(options: Parameters<typeof Connection.connect>[0]): Promise<EnvironmentsConnection> {
  const connection = await Connection.connect(options).catch((cause: unknown) => {
    throw new TemporalUnreachableError(options?.address ?? 'localhost:7233', cause);
  });
  return {
    clientOf: temporalClients((environment) => ({ connection, namespace: environment })),
    close: () => connection.close(),
  };
}

/** Connects to the server of an environment when something is first asked of it. */
function connectByProfile(): EnvironmentsConnection {
  const connections = new Map<string, Connection>();
  return {
    clientOf: temporalClients((environment) => {
      const { server, connectionOptions, namespace } = environmentTarget(environment);
      const connection = connections.get(server) ?? Connection.lazy(connectionOptions);
      connections.set(server, connection);
      return { connection, namespace };
    }),
    close: async () => {
      await Promise.all([...connections.values()].map((connection) => connection.close()));
    },
  };
}
