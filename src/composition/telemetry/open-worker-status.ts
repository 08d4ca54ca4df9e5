import type { Worker } from '@temporalio/worker';
import { parseStorageLocation } from '../../adapters/storage/storage-location.ts';
import type { WorkerSettings } from '../settings.ts';
import { openStatus, type ProcessStatus } from './open-status.ts';
import { openSdkMetrics, type SdkMetrics } from './sdk-metrics.ts';

/** A worker of a queue in an environment, as far as its status goes. */
interface WorkerOfQueue {
  readonly environment: string;
  readonly queue: string;
  readonly worker: Pick<Worker, 'getState'>;
}

export interface WorkerStatus extends ProcessStatus {
  readonly telemetryOptions: SdkMetrics['telemetryOptions'];
  /** From now on it is ready once these poll. */
  watch(workers: readonly WorkerOfQueue[]): void;
}

/**
 * The status of a process of workers: alive at once, ready while every one of its workers polls its queue. A worker is made when its server
 * has answered; a connection that it loses later is made again.
 */
export async function openWorkerStatus(settings: WorkerSettings): Promise<WorkerStatus> {
  const sdk = await openSdkMetrics();
  let watched: readonly WorkerOfQueue[] | undefined;
  const { artifacts, staging } = settings;
  const status = await openStatus({
    role: 'worker',
    volumes: { cache: staging.directory, ...('folder' in parseStorageLocation(artifacts) ? { artifacts } : {}) },
    readiness: () => {
      if (!watched) return { ready: false, parts: { workers: 'waits for its servers' } };
      const parts = watched.map(({ environment, queue, worker }) => {
        const state = worker.getState();
        return [`${environment}/${queue}`, state === 'RUNNING' ? 'ok' : state.toLowerCase()] as const;
      });
      return { ready: parts.every(([, state]) => state === 'ok'), parts: Object.fromEntries(parts) };
    },
    beforeMetrics: (meter) => {
      for (const { environment, queue, worker } of watched ?? []) {
        meter.set('shelfcast_worker_polling', { environment, queue }, worker.getState() === 'RUNNING' ? 1 : 0);
      }
    },
    otherMetrics: () => sdk.text(),
  });
  return {
    ...status,
    telemetryOptions: sdk.telemetryOptions,
    watch: (workers) => {
      watched = workers;
    },
  };
}
