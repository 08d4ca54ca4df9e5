import { setTimeout as sleep } from 'node:timers/promises';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResourcesSync, envDetectorSync, Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { TracedRole, Tracing } from './tracing.ts';

/** Registers a tracer provider for this process, whose spans go where the standard variables say. */
export function exportSpans(role: TracedRole, version: string): Tracing {
  // What the variables OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say holds over what is known here.
  const resource = new Resource({
    ...Resource.default().attributes,
    ...{ 'service.name': `shelfcast-${role}`, 'service.version': version, 'process.pid': process.pid },
    ...detectResourcesSync({ detectors: [envDetectorSync] }).attributes,
  });
  const processor = new BatchSpanProcessor(new OTLPTraceExporter());
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  const inTime = async (work: Promise<void>, patienceMs: number): Promise<void> => {
    // A collector that is away costs only spans.
    await Promise.race([work.catch(() => undefined), sleep(patienceMs, undefined, { ref: false })]);
  };
  return {
    processor,
    resource,
    flush: (patienceMs = 2000) => inTime(processor.forceFlush(), patienceMs),
    shutdown: () => inTime(provider.shutdown(), 2000),
  };
}
