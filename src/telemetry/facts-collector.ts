import type { OperationalFacts } from '../ports/operational-facts.ts';
import { factSamples, type ProjectFacts } from './fact-samples.ts';
import type { Meter } from './meter.ts';

/** How long what was read is used: several scrapers and probes then ask the registry once. */
const usedForMs = 10_000;
/** Prometheus gives up after ten seconds by default. */
const patienceMs = 5000;

export interface FactsCollector {
  /** Reads the registry unless it was read a moment ago, and enters its metrics. Resolves to why it could not be read. */
  collect(): Promise<string | undefined>;
}

/**
 * Enters the metrics of the registry. One kind of process alone has a collector, the API; each of its replicas reports the same facts, and
 * queries take their maximum, so that two replicas do not count twice.
 */
export function createFactsCollector(
  read: () => Promise<OperationalFacts>,
  project: ProjectFacts,
  meter: Meter,
  now: () => number = Date.now,
): FactsCollector {
  let readAt = -Infinity;
  let reading: Promise<string | undefined> | undefined;
  /** A read that is late continues; another one next to it would only make both later. */
  let underWay: Promise<OperationalFacts> | undefined;

  async function readOnce(): Promise<string | undefined> {
    try {
      underWay ??= read().finally(() => (underWay = undefined));
      const facts = await inTime(underWay);
      meter.replace('registry', factSamples(facts, project));
      meter.set('shelfcast_registry_up', {}, 1);
      meter.set('shelfcast_registry_read_timestamp_seconds', {}, now() / 1000);
      return undefined;
    } catch (error) {
      // What was true a while ago must not look as if it still were.
      meter.replace('registry', []);
      meter.set('shelfcast_registry_up', {}, 0);
      return error instanceof Error ? error.message : String(error);
    }
  }

  return {
    collect() {
      if (reading && now() - readAt < usedForMs) return reading;
      readAt = now();
      reading = readOnce();
      return reading;
    },
  };
}

/** What a piece of work gives; throws where it takes longer than somebody who asks would wait. */
export async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error('the registry did not answer in time')), patienceMs);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    // It may fail after all, later.
    work.catch(() => undefined);
  }
}
