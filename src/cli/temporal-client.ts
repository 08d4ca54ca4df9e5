import { Client, Connection } from '@temporalio/client';

export interface TemporalConnection {
  readonly client: Client;
  close(): Promise<void>;
}

/** Connects a client to a server and namespace. */
export async function connectTemporal(address: string, namespace: string): Promise<TemporalConnection> {
  const connection = await Connection.connect({ address });
  return { client: new Client({ connection, namespace }), close: () => connection.close() };
}
