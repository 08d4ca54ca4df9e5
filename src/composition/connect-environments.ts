import type { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { defaultAddress, environmentTarget, namesOneServer } from './environment-target.ts';
import { explainFault, type ReachedPlace } from './explain-fault.ts';
import { openConnection } from './open-connection.ts';
import { temporalSource } from './sources.ts';
import { temporalClients } from './temporal-clients.ts';

/** The Temporal namespaces of environments, on one server or several. */
export interface EnvironmentsConnection {
  /** Throws `NoProfileError` where nothing says where the environment is. */
  readonly clientOf: (environment: string) => Client;
  /** Where an environment is. Throws as `clientOf`. */
  readonly placeOf: (environment: string) => ReachedPlace;
  /** Address of the server's pages, where that is known: of a stack's. */
  readonly ui?: string;
  close(): Promise<void>;
}

/**
 * Connects to what Temporal's standard environment configuration names, or else to the stack that runs on a state folder.
 * Throws `NoTemporalServerError` where there is neither, `TemporalUnreachableError` or `TemporalTlsError` where one server is named and
 * cannot be talked to.
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

async function open(options: Parameters<typeof openConnection>[0] = {}): Promise<EnvironmentsConnection> {
  const connection = openConnection(options);
  const { address = defaultAddress } = options;
  const placeOf = (environment: string): ReachedPlace => ({ environment, address, namespace: environment });
  try {
    await connection.workflowService.getSystemInfo({});
  } catch (error) {
    await connection.close();
    throw explainFault(error, placeOf('default'));
  }
  return {
    clientOf: temporalClients((environment) => ({ connection, namespace: environment })),
    placeOf,
    close: () => connection.close(),
  };
}

/** Connects to the server of an environment when something is first asked of it. */
function connectByProfile(): EnvironmentsConnection {
  const connections = new Map<string, Connection>();
  return {
    clientOf: temporalClients((environment) => {
      const { server, connectionOptions, namespace } = environmentTarget(environment);
      const connection = connections.get(server) ?? openConnection(connectionOptions);
      connections.set(server, connection);
      return { connection, namespace };
    }),
    placeOf: (environment) => {
      const { connectionOptions, namespace } = environmentTarget(environment);
      return { environment, address: connectionOptions.address ?? defaultAddress, namespace };
    },
    close: async () => {
      await Promise.all([...connections.values()].map((connection) => connection.close()));
    },
  };
}
