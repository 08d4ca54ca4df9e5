import { trace } from '@opentelemetry/api';
import { pino, type DestinationStream, type Logger } from 'pino';
import { createRedactor } from './redact.ts';

export type { Logger } from 'pino';

/**
 * JSON lines, on standard output unless another stream is given. Each has the trace it belongs to, if any; secrets are taken out of the line as
 * it is written, since they get into messages and errors of others.
 */
export function createLog(level: string, name: string, stream?: DestinationStream): Logger {
  const options = {
    ...{ level, name },
    mixin: traceFields,
    hooks: { streamWrite: createRedactor() },
  };
  return stream ? pino(options, stream) : pino(options);
}

function traceFields(): object {
  const span = trace.getActiveSpan()?.spanContext();
  return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
