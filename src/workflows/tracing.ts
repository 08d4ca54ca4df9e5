import type { WorkflowInterceptors } from '@temporalio/workflow';
import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow/index.js';

/**
 * Traces what changes something. A query or a validator is not repeated by a replay: a span would take random numbers that the replayed
 * workflow then lacks.
 */
class InboundTracing extends OpenTelemetryInboundInterceptor {
  override handleQuery(...[input, next]: Parameters<OpenTelemetryInboundInterceptor['handleQuery']>): Promise<unknown> {
    return next(input);
  }

  override validateUpdate(...[input, next]: Parameters<OpenTelemetryInboundInterceptor['validateUpdate']>): void {
    next(input);
  }
}

/** Begins a trace with each run: a controller runs forever, and a trace of all that a region ever did could not be looked at. */
class OutboundTracing extends OpenTelemetryOutboundInterceptor {
  override continueAsNew(
    ...[input, next]: Parameters<OpenTelemetryOutboundInterceptor['continueAsNew']>
  ): Promise<never> {
    return next(input);
  }
}

/**
 * Interceptors of every workflow: activities, children and signals carry the trace of who started them (header `_tracer-data`). They
 * are part of the workflows from the first release on, because adding them later could break replays.
 */
export const interceptors = (): WorkflowInterceptors => ({
  inbound: [new InboundTracing()],
  outbound: [new OutboundTracing()],
  internals: [new OpenTelemetryInternalsInterceptor()],
});
