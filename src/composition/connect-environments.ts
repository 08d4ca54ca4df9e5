import { Connection, type Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { temporalSource } from './sources.ts';
import { temporalClients } from './temporal-clients.ts';

/** A Temporal server whose namespaces are the environments. */
export interface EnvironmentsConnection {
  readonly clientOf: (environment: string) => Client;
  /** Address of its pages, where that is known: of a stack's. */
  readonly ui?: string;
  close(): Promise<void>;
}

/**
 * Connects to the server that Temporal's standard environment variables name, or else to the stack that runs on a state folder.
 * Throws `NoTemporalServerError` where there is neither.
 */
export async function connectEnvironments(stateFolder: string): Promise<EnvironmentsConnection> {
  const source = temporalSource(stateFolder);
  if (source.from === 'environment') return open(loadClientConnectConfig().connectionOptions);
  return { ...(await open({ address: source.address })), ui: source.ui };
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
