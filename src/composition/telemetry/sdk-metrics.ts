import type { RuntimeOptions } from '@temporalio/worker';
import getPort from 'get-port';
import { statusAddress } from '../../telemetry/status-settings.ts';

/** Milliseconds within which the SDK's exporter has to answer; without it the product's metrics are served alone. */
const patienceMs = 2000;

/** The metrics of the Temporal SDK: how it is to make them, and their text. */
export interface SdkMetrics {
  /** For `Runtime.install`; empty where nobody asks for metrics. */
  readonly telemetryOptions: NonNullable<RuntimeOptions['telemetryOptions']>;
  text(): Promise<string>;
}

/**
 * Only an exporter of the SDK's own, which binds a port, has its metrics. It gets a free one on loopback, and the status server
 * passes its text on, so that a process has one address to scrape.
 */
export async function openSdkMetrics(): Promise<SdkMetrics> {
  if (!statusAddress()) return { telemetryOptions: {}, text: () => Promise.resolve('') };
  const port = await getPort({ host: '127.0.0.1' });
  return {
    telemetryOptions: {
      metrics: {
        // Names and units as Prometheus has them: `_total`, `_seconds`.
        prometheus: {
          bindAddress: `127.0.0.1:${port}`,
          countersTotalSuffix: true,
          unitSuffix: true,
          useSecondsForDurations: true,
        },
      },
    },
    async text() {
      try {
        const answer = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(patienceMs) });
        return answer.ok ? await answer.text() : '';
      } catch {
        return '';
      }
    },
  };
}
