import { Connection, type Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { isAlive } from '../state/process-identity.ts';
import { readStack } from '../state/state-directory.ts';
import { NoTemporalServerError, serverVariables } from './no-temporal-server-error.ts';
import { temporalClients } from './temporal-clients.ts';

/** A Temporal server whose namespaces are the environments. */
export interface EnvironmentsConnection {
  readonly clientOf: (environment: string) => Client;
  close(): Promise<void>;
}

/**
 * Connects to the server that Temporal's standard environment variables name, or else to the stack that runs on a state folder.
 * Throws `NoTemporalServerError` where there is neither.
 */
export async function connectEnvironments(stateFolder: string): Promise<EnvironmentsConnection> {
  if (serverVariables.some((name) => process.env[name])) return open(loadClientConnectConfig().connectionOptions);
  const stack = readStack(stateFolder);
  if (!stack || !isAlive(stack.owner)) throw new NoTemporalServerError(stateFolder);
  return open({ address: stack.temporalAddress });
}

/** Connects to a server at an address. */
export function connectServer(address: string): Promise<EnvironmentsConnection> {
  return open({ address });
}

async function open(options: Parameters<typeof Connection.connect>[0]): Promise<EnvironmentsConnection> {
  const connection = await Connection.connect(options);
  return {
    clientOf: temporalClients(connection),
    close: () => connection.close(),
  };
}
