import type { TracedRole, Tracing } from './tracing.ts';

/** Whether spans are exported: the standard variables of OpenTelemetry name a collector. */
export function isTraced(variables: NodeJS.ProcessEnv = process.env): boolean {
  const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, OTEL_SDK_DISABLED } = variables;
  return Boolean(OTEL_EXPORTER_OTLP_ENDPOINT || OTEL_EXPORTER_OTLP_TRACES_ENDPOINT) && OTEL_SDK_DISABLED !== 'true';
}

let started: Promise<Tracing> | undefined;

/**
 * Exports the spans of this process by OTLP over HTTP; a process does so once. Without a collector it loads and does nothing, and every
 * tracer stays the empty one of OpenTelemetry's API.
 */
export function startTracing(role: TracedRole, version: string): Promise<Tracing | undefined> {
  if (!isTraced()) return Promise.resolve(undefined);
  started ??= import('./export-spans.ts').then(({ exportSpans }) => exportSpans(role, version));
  return started;
}
