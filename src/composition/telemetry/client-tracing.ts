import type { ClientInterceptors } from '@temporalio/client';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js';

type Interceptor = OpenTelemetryWorkflowClientInterceptor;

/** Traces what starts or changes something. Queries and looks come by the dozen, and a trace of one would have one span. */
class ClientTracing extends OpenTelemetryWorkflowClientInterceptor {
  override query(...[input, next]: Parameters<Interceptor['query']>): ReturnType<Interceptor['query']> {
    return next(input);
  }

  override describe(...[input, next]: Parameters<Interceptor['describe']>): ReturnType<Interceptor['describe']> {
    return next(input);
  }
}

/** Puts the sender's trace into what a client starts or sends. Empty until the process registers a tracer provider. */
export const clientTracing: ClientInterceptors = { workflow: [new ClientTracing()] };
