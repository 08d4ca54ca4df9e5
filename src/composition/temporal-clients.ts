import { Client, type ConnectionLike } from '@temporalio/client';
import { payloadEncryption } from './encryption/payload-encryption.ts';
import { clientTracing } from './telemetry/client-tracing.ts';

/** The connection of an environment, and its namespace there. */
export interface ReachedEnvironment {
  readonly connection: ConnectionLike;
  readonly namespace: string;
}

/** A client for every environment that is asked for, made once for each connection. It encrypts what it sends where there are keys. */
export function temporalClients(
  reach: (environment: string) => ReachedEnvironment,
  plugins = payloadEncryption(),
): (environment: string) => Client {
  const clients = new Map<string, Client>();
  return (environment) => {
    const { connection, namespace } = reach(environment);
    const known = clients.get(environment);
    // Another connection has other credentials: those of the one before may have ended.
    if (known?.connection === connection) return known;
    const client = new Client({ connection, namespace, plugins, interceptors: clientTracing });
    clients.set(environment, client);
    return client;
  };
}
