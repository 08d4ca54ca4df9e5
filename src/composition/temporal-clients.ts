import { Client, type ConnectionLike } from '@temporalio/client';
import { clientTracing } from './telemetry/client-tracing.ts';

/** The connection of an environment, and its namespace there. */
export interface ReachedEnvironment {
  readonly connection: ConnectionLike;
  readonly namespace: string;
}

/** A client for every environment that is asked for, made once. */
export function temporalClients(reach: (environment: string) => ReachedEnvironment): (environment: string) => Client {
  const clients = new Map<string, Client>();
  return (environment) => {
    const known = clients.get(environment) ?? new Client({ ...reach(environment), interceptors: clientTracing });
    clients.set(environment, known);
    return known;
  };
}
