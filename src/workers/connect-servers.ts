import { NativeConnection } from '@temporalio/worker';
import { checkEnvironments } from '../composition/check-environments.ts';
import { environmentTarget } from '../composition/environment-target.ts';
import type { ServedNamespace } from '../composition/lost-attempts.ts';
import { SettingsError } from '../composition/settings-error.ts';

/** The servers of the environments a worker process serves. */
export interface WorkerConnections {
  /** Throws `SettingsError` for an environment on a server that this process is not connected to. */
  readonly of: (environment: string) => ServedNamespace & { readonly connection: NativeConnection };
  close(): Promise<void>;
}

/** Connects to the server of each environment, once to each server. Throws what `checkEnvironments` throws. */
export async function connectServers(environments: readonly string[]): Promise<WorkerConnections> {
  await checkEnvironments(environments);
  const targets = new Map(environments.map((environment) => [environment, environmentTarget(environment)]));
  const connections = new Map<string, NativeConnection>();
  const close = async (): Promise<void> => {
    await Promise.all([...connections.values()].map((connection) => connection.close()));
  };
  try {
    for (const { server, connectionOptions } of targets.values()) {
      if (!connections.has(server)) connections.set(server, await NativeConnection.connect(connectionOptions));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return {
    of: (environment) => {
      const { server, namespace, connectionOptions } = targets.get(environment) ?? environmentTarget(environment);
      const connection = connections.get(server);
      if (connection) return { connection, namespace, server: connectionOptions.address ?? server };
      throw new SettingsError(
        `environment ${environment} is on a server of its own, which this worker does not serve; add it to SHELFCAST_ENVIRONMENTS`,
      );
    },
    close,
  };
}
