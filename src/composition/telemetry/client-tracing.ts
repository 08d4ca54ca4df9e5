import type { ClientInterceptors } from '@temporalio/client';
import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry/lib/client/index.js';

/** Puts the sender's trace into what a client starts or sends. Empty until the process registers a tracer provider. */
export const clientTracing: ClientInterceptors = { workflow: [new OpenTelemetryWorkflowClientInterceptor()] };
