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
  const warn = (err: unknown): void =>
    log.warn({ err }, 'changed credentials of a server cannot be used yet; its connections stay as they were');
  const given = workers.map(({ environment }) => servers.of(environment).connection);
  for (;;) {
    const waited = sleep(everyMs, true, { ref: false, signal: stopped });
    if (!(await waited.catch(() => false))) return;
    await servers.renew().catch(warn);
    // Whatever went wrong, the others get theirs: what they had before is closed at the next look.
    for (const [index, { environment, worker }] of workers.entries()) {
      const { connection } = servers.of(environment);
      if (connection === given[index]) continue;
      try {
        worker.connection = connection;
        given[index] = connection;
        log.info({ environment }, 'connected again: the address or credentials of the server have changed');
      } catch (err) {
        warn(err);
      }
    }
  }
}
