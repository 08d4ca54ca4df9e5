import { Connection, type Client } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { temporalClients } from '../workers/temporal-clients.ts';
import { isAlive } from './dev/process-identity.ts';
import { readStack } from './dev/state-directory.ts';
import { UsageError } from './usage.ts';

/** A Temporal server whose namespaces are the environments. */
export interface EnvironmentsConnection {
  readonly clientOf: (environment: string) => Client;
  close(): Promise<void>;
}

/** What a client learns its server's address from; see @temporalio/envconfig. */
const telling = ['TEMPORAL_ADDRESS', 'TEMPORAL_PROFILE', 'TEMPORAL_CONFIG_FILE'] as const;

/**
 * Connects to the server that Temporal's standard environment variables name, or else to the stack that runs on a state folder.
 * Throws `UsageError` where there is neither.
 */
export async function connectEnvironments(stateFolder: string): Promise<EnvironmentsConnection> {
  if (telling.some((name) => process.env[name])) return open(loadClientConnectConfig().connectionOptions);
  const stack = readStack(stateFolder);
  if (!stack || !isAlive(stack.owner)) {
    throw new UsageError(
      `no stack runs on ${stateFolder}, and none of ${telling.join(', ')} is set; start one with "npm start" or "shelfcast dev", or set TEMPORAL_ADDRESS`,
    );
  }
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
