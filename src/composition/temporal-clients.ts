import { Client, type ConnectionLike } from '@temporalio/client';

/** A client for every environment, whose namespace has the same name, over one connection. */
export function temporalClients(connection: ConnectionLike): (environment: string) => Client {
  const clients = new Map<string, Client>();
  return (environment) => {
    const known = clients.get(environment) ?? new Client({ connection, namespace: environment });
    clients.set(environment, known);
    return known;
  };
}
