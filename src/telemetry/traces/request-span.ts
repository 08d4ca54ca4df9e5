import { context, propagation, SpanStatusCode, trace } from '@opentelemetry/api';

/**
 * Answers a request as a span, in the trace that the sender's `traceparent` names if there is one.
 *
 * @param name method and pattern of the address
 */
export function asRequestSpan<Answer>(
  name: string,
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const parent = propagation.extract(context.active(), headers);
  return trace.getTracer('shelfcast').startActiveSpan(name, {}, parent, async (span) => {
    try {
      return await answer();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: error instanceof Error ? error.name : 'error' });
      throw error;
    } finally {
      span.end();
    }
  });
}
