import type { Connection } from '@temporalio/client';
import { credentialsLookMs, credentialsOf } from './credentials.ts';
import type { EnvironmentTarget } from './environment-target.ts';
import { openConnection } from './open-connection.ts';

/** A connection to a server whose certificates and API key change during its life. */
export interface RenewedConnection {
  /** The connection with the credentials of now, made when it is first asked for. */
  current(): Connection;
  close(): Promise<void>;
}

/** Calls that began on an older connection have ended by then. */
const callsEndMs = 120_000;

/**
 * @param optionsOf reads address and credentials as they are now
 * @param lookEveryMs milliseconds between two looks at them. Default: as `SHELFCAST_CREDENTIALS_SECONDS` says, else 30 seconds
 */
export function renewedConnection(
  optionsOf: () => EnvironmentTarget['connectionOptions'],
  lookEveryMs = credentialsLookMs(),
): RenewedConnection {
  const open = new Set<Connection>();
  let latest: { readonly connection: Connection; readonly credentials: string } | undefined;
  let lookedAt = 0;
  const close = async (connection: Connection): Promise<void> => {
    if (open.delete(connection)) await connection.close();
  };
  const look = (): Connection => {
    const options = optionsOf();
    const credentials = credentialsOf(options);
    if (latest?.credentials === credentials) return latest.connection;
    const connection = openConnection(options);
    open.add(connection);
    const before = latest?.connection;
    if (before) setTimeout(() => void close(before), callsEndMs).unref();
    latest = { connection, credentials };
    return connection;
  };
  return {
    current() {
      if (latest && performance.now() - lookedAt < lookEveryMs) return latest.connection;
      lookedAt = performance.now();
      try {
        return look();
      } catch (error) {
        // A file that is being replaced is read at the next look.
        if (latest) return latest.connection;
        throw error;
      }
    },
    close: async () => {
      await Promise.all([...open].map(close));
    },
  };
}
