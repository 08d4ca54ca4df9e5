import type { ReceivedSpan } from './otlp-receiver.ts';

/** What a collector got of one cycle. */
export interface CycleTrace {
  readonly cycleId: string;
  readonly traceId: string;
  /** Every span of the trace. */
  readonly spans: readonly ReceivedSpan[];
  /** Spans whose parent never came. */
  readonly orphans: readonly ReceivedSpan[];
  /** Spans about the cycle that are in another trace. */
  readonly strays: readonly ReceivedSpan[];
}

/** The traces of cycles that have ended, in the order in which they ended. */
export function cycleTraces(spans: readonly ReceivedSpan[]): readonly CycleTrace[] {
  return spans
    .filter(({ name }) => name === 'RunWorkflow:regionCycle')
    .map(({ traceId, attributes }) => {
      const cycleId = String(attributes['workflowId']);
      const own = spans.filter((span) => span.traceId === traceId);
      const ids = new Set(own.map(({ spanId }) => spanId));
      return {
        ...{ cycleId, traceId, spans: own },
        orphans: own.filter(({ parentSpanId }) => parentSpanId !== '' && !ids.has(parentSpanId)),
        strays: spans.filter((span) => span.traceId !== traceId && isAbout(span, cycleId)),
      };
    });
}

/** Whether a span was made by the cycle, one of its trainings, or a step of either. */
function isAbout({ attributes }: ReceivedSpan, cycleId: string): boolean {
  const workflowId = attributes['workflowId'] ?? attributes['temporalWorkflowId'];
  if (typeof workflowId !== 'string') return false;
  return workflowId === cycleId || workflowId.startsWith(`train/${cycleId}/`);
}
