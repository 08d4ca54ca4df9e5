import type { Client } from '@temporalio/client';
import { defaultAddress, environmentTarget, namesOneServer, type EnvironmentTarget } from './environment-target.ts';
import { explainFault, type ReachedPlace } from './explain-fault.ts';
import { renewedConnection, type RenewedConnection } from './renewed-connection.ts';
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
  return namesOneServer() ? open(() => environmentTarget('default').connectionOptions) : connectByProfile();
}

/** Connects to a server at an address, whose namespaces have the names of environments. */
export function connectServer(address: string): Promise<EnvironmentsConnection> {
  return open(() => ({ address }));
}

async function open(optionsOf: () => EnvironmentTarget['connectionOptions']): Promise<EnvironmentsConnection> {
  const connection = renewedConnection(optionsOf);
  const { address = defaultAddress } = optionsOf();
  const placeOf = (environment: string): ReachedPlace => ({ environment, address, namespace: environment });
  try {
    await connection.current().workflowService.getSystemInfo({});
  } catch (error) {
    await connection.close();
    throw explainFault(error, placeOf('default'));
  }
  return {
    clientOf: temporalClients((environment) => ({ connection: connection.current(), namespace: environment })),
    placeOf,
    close: () => connection.close(),
  };
}

/** Connects to the server of an environment when something is first asked of it. */
function connectByProfile(): EnvironmentsConnection {
  const connections = new Map<string, RenewedConnection>();
  const reached = new Map<string, { readonly connection: RenewedConnection; readonly namespace: string }>();
  const reach = (environment: string) => {
    const { server, namespace } = environmentTarget(environment);
    const connection =
      connections.get(server) ?? renewedConnection(() => environmentTarget(environment).connectionOptions);
    connections.set(server, connection);
    reached.set(environment, { connection, namespace });
    return { connection, namespace };
  };
  return {
    clientOf: temporalClients((environment) => {
      const { connection, namespace } = reached.get(environment) ?? reach(environment);
      return { connection: connection.current(), namespace };
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
