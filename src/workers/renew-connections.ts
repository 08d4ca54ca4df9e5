import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { WorkerConnections } from './connect-servers.ts';

/** Workers whose connections are looked after. */
interface RenewedWorkers {
  readonly servers: Pick<WorkerConnections, 'of' | 'renew'>;
  readonly workers: readonly { readonly environment: string; readonly worker: Pick<Worker, 'connection'> }[];
  /** Milliseconds between two looks at the files with credentials. */
  readonly everyMs: number;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/**
 * Gives workers another connection when the certificates or API keys of their servers have changed, until they stop. What cannot be read or connected is
 * tried again at the next look; until then they keep the connection they have.
 */
export async function renewConnections(
  { servers, workers, everyMs, log }: RenewedWorkers,
  stopped: AbortSignal,
): Promise<void> {
  for (;;) {
    const waited = sleep(everyMs, true, { ref: false, signal: stopped });
    if (!(await waited.catch(() => false))) return;
    try {
      for (const environment of await servers.renew()) {
        const { connection } = servers.of(environment);
        for (const one of workers) if (one.environment === environment) one.worker.connection = connection;
        log.info({ environment }, 'connected again: the address or credentials of the server have changed');
      }
    } catch (err) {
      log.warn({ err }, 'changed credentials of a server cannot be used yet; the connections stay as they were');
    }
  }
}
