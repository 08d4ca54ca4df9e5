import { tmpdir } from 'node:os';
import { measureDisks } from '../../telemetry/disk-space.ts';
import { createMeter, type Meter } from '../../telemetry/meter.ts';
import { statusAddress } from '../../telemetry/status-settings.ts';
import { startStatusServer, type Readiness } from '../../telemetry/status-server.ts';
import { productVersion } from '../product-version.ts';

export interface StatusOptions {
  readonly role: 'worker' | 'api';
  /** Folders whose free space counts, by volume; that of temporary files is added. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly readiness: () => Readiness | Promise<Readiness>;
  /** Called before metrics are read, to enter those that are looked up. */
  readonly beforeMetrics?: (meter: Meter) => void | Promise<void>;
  /** Metrics of others, as text, for the end of the process's own. */
  readonly otherMetrics?: () => Promise<string>;
}

/** The metrics of this process, and the server that serves them where a port is set. */
export interface ProcessStatus {
  readonly meter: Meter;
  /** Left out where no port is set. */
  readonly url?: string;
  close(): Promise<void>;
}

/** Begins to serve the status of this process, by `statusAddress`. Throws `StatusAddressError`, and where the port is taken. */
export async function openStatus(options: StatusOptions): Promise<ProcessStatus> {
  const { role, volumes, readiness, beforeMetrics, otherMetrics } = options;
  const address = statusAddress();
  const sources =
    role === 'api' ? (['every process', 'api', 'registry'] as const) : (['every process', 'worker'] as const);
  const meter = createMeter(sources, { ofProcess: address !== undefined });
  if (!address) return { meter, close: () => Promise.resolve() };
  meter.set('shelfcast_build_info', { version: productVersion(), role }, 1);
  const server = await startStatusServer({
    ...address,
    readiness,
    metrics: async () => {
      const [others] = await Promise.all([
        otherMetrics?.() ?? '',
        beforeMetrics?.(meter),
        measureDisks(meter, { ...volumes, temporary: tmpdir() }),
      ]);
      return `${await meter.text()}${others}`;
    },
  });
  return { meter, url: server.url, close: () => server.close() };
}
