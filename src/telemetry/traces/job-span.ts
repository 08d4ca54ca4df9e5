import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api';
import { startTracing } from './start-tracing.ts';

/** Where the work of now belongs in a trace, for a message to another process; `undefined` where it belongs in none. */
export function traceOfNow(): Readonly<Record<string, string>> | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return Object.keys(carrier).length === 0 ? undefined : carrier;
}

/**
 * Runs a job as a span of the trace it was asked for in, in the job's own process; without one it runs as it is.
 *
 * @param from what `traceOfNow` gave in the process that asks
 */
export async function asJobSpan<Result>(
  job: string,
  { from, version }: { readonly from: Readonly<Record<string, string>> | undefined; readonly version: string },
  work: () => Promise<Result>,
): Promise<Result> {
  if (from === undefined || !(await startTracing('job', version))) return work();
  const parent = propagation.extract(context.active(), from);
  return trace.getTracer('shelfcast').startActiveSpan(`RunJob:${job}`, {}, parent, async (span) => {
    try {
      return await work();
    } catch (error) {
      const thrown = error instanceof Error ? error : new Error(String(error));
      span.recordException(thrown);
      span.setStatus({ code: SpanStatusCode.ERROR, message: thrown.message });
      throw error;
    } finally {
      span.end();
    }
  });
}

let lastStep: string | undefined;

/** Notes a step of the job that runs as an event of its span. */
export function noteStep(step: string): void {
  const span = trace.getActiveSpan();
  if (!span || step === lastStep) return;
  lastStep = step;
  span.addEvent(step);
}
