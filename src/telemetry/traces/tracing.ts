import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Resource } from '@opentelemetry/resources';

/** The part of a process in traces, unless `OTEL_SERVICE_NAME` names it. */
export type TracedRole = 'cli' | 'api' | 'worker' | 'job';

/** Spans of this process on their way to a collector. */
export interface Tracing {
  /** Takes spans that others made: those of workflows. */
  readonly processor: SpanProcessor;
  readonly resource: Resource;
  /** Sends what has ended; at most `patienceMs`, since nobody waits for a collector. Default 2000. */
  flush(patienceMs?: number): Promise<void>;
  /** The same, and nothing afterwards. */
  shutdown(): Promise<void>;
}
