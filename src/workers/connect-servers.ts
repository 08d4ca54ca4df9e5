import { NativeConnection } from '@temporalio/worker';
import { checkEnvironments } from '../composition/check-environments.ts';
import { credentialsOf } from '../composition/credentials.ts';
import { environmentTarget, type EnvironmentTarget } from '../composition/environment-target.ts';
import type { ServedNamespace } from '../composition/lost-attempts.ts';
import { SettingsError } from '../composition/settings-error.ts';

/** The servers of the environments a worker process serves. */
export interface WorkerConnections {
  /** Throws `SettingsError` for an environment on a server that this process is not connected to. */
  readonly of: (environment: string) => ServedNamespace & { readonly connection: NativeConnection };
  /**
   * Connects again to the servers whose address, certificates or API key are others now, and returns the environments there. What was connected before
   * is closed by the next call.
   */
  renew(): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface ServerConnection {
  readonly connection: NativeConnection;
  readonly credentials: string;
}

/** Connects to the server of each environment, once to each server. Throws what `checkEnvironments` throws. */
export async function connectServers(environments: readonly string[]): Promise<WorkerConnections> {
  await checkEnvironments(environments);
  const targets = new Map<string, EnvironmentTarget>();
  const connections = new Map<string, ServerConnection>();
  const retired: NativeConnection[] = [];
  const closeRetired = async (): Promise<void> => {
    await Promise.all(retired.splice(0).map((connection) => connection.close()));
  };
  const close = async (): Promise<void> => {
    await closeRetired();
    await Promise.all([...connections.values()].map(({ connection }) => connection.close()));
  };
  /** The servers that have a new connection. */
  const connect = async (): Promise<ReadonlySet<string>> => {
    const renewed = new Set<string>();
    const faults: unknown[] = [];
    for (const environment of environments) {
      try {
        const target = environmentTarget(environment);
        const { server, connectionOptions } = target;
        const credentials = credentialsOf(connectionOptions);
        const before = connections.get(server);
        if (before?.credentials !== credentials) {
          connections.set(server, { connection: await NativeConnection.connect(connectionOptions), credentials });
          renewed.add(server);
          if (before) retired.push(before.connection);
        }
        targets.set(environment, target);
      } catch (error) {
        // The servers of other environments have nothing to do with it.
        faults.push(error);
      }
    }
    if (faults.length > 0) throw faults[0];
    return renewed;
  };
  try {
    await connect();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    of: (environment) => {
      const { server, namespace, connectionOptions } = targets.get(environment) ?? environmentTarget(environment);
      const known = connections.get(server);
      if (known) return { connection: known.connection, namespace, server: connectionOptions.address ?? server };
      throw new SettingsError(
        `environment ${environment} is on a server of its own, which this worker does not serve; add it to SHELFCAST_ENVIRONMENTS`,
      );
    },
    renew: async () => {
      await closeRetired();
      const renewed = await connect();
      return environments.filter((environment) => renewed.has(targets.get(environment)?.server ?? ''));
    },
    close,
  };
}
