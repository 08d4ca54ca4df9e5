import type { FastifyInstance } from 'fastify';
import { openStatus, type ProcessStatus } from '../composition/telemetry/open-status.ts';
import { statusAddress } from '../telemetry/status-settings.ts';
import { createFactsCollector, inTime, type FactsCollector } from '../telemetry/facts-collector.ts';
import type { Meter } from '../telemetry/meter.ts';
import type { OperationalFacts } from '../ports/operational-facts.ts';
import type { LoadedProject } from '../project/loaded-project.ts';

interface ApiStatusOptions {
  readonly project: LoadedProject;
  readonly server: FastifyInstance;
  readonly readFacts: () => Promise<OperationalFacts>;
  /** Asks the registry for something that costs next to nothing. */
  readonly pingRegistry: () => Promise<unknown>;
}

/**
 * The status of the API: alive at once, ready once it listens and the registry answers. It is the one kind of process whose metrics say what
 * the registry has. Without a status port nothing is measured.
 */
export async function openApiStatus({
  project,
  server,
  readFacts,
  pingRegistry,
}: ApiStatusOptions): Promise<ProcessStatus | undefined> {
  if (!statusAddress()) return undefined;
  const { regions, staleAfterDays } = project.resolved;
  let collector: FactsCollector | undefined;
  const collectorOf = (meter: Meter): FactsCollector =>
    (collector ??= createFactsCollector(
      readFacts,
      { regions: regions.map(({ name }) => name), staleAfterDays },
      meter,
    ));
  const status: ProcessStatus = await openStatus({
    role: 'api',
    volumes: {},
    readiness: async () => {
      const listens = server.server.listening;
      const fault = await faultOf(pingRegistry);
      return {
        ready: listens && fault === undefined,
        parts: { api: listens ? 'ok' : 'does not listen', registry: fault ?? 'ok' },
      };
    },
    beforeMetrics: async (meter) => {
      await collectorOf(meter).collect();
    },
  });
  server.addHook('onResponse', (request, reply, done) => {
    // The pattern: addresses themselves have no end.
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    status.meter.observe('shelfcast_api_request_duration_seconds', labels, reply.elapsedTime / 1000);
    done();
  });
  return status;
}

/** Why the registry does not answer; `undefined` where it does. */
async function faultOf(ping: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await inTime(ping());
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
