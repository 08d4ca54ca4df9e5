import { context, isSpanContextValid, trace, type Context } from '@opentelemetry/api';
import {
  extractContextFromHeaders,
  headersWithContext,
} from '@temporalio/interceptors-opentelemetry/lib/instrumentation.js';
import {
  OpenTelemetryInboundInterceptor,
  OpenTelemetryInternalsInterceptor,
  OpenTelemetryOutboundInterceptor,
} from '@temporalio/interceptors-opentelemetry/lib/workflow/index.js';
import type { WorkflowInterceptors } from '@temporalio/workflow';
import { dataChangedUpdate, requestCycleUpdate } from '../contracts/messages.ts';
import type { WorkflowType } from '../contracts/workflow-types.ts';

/** Updates that ask for a cycle. */
const asking: readonly string[] = [requestCycleUpdate.name, dataChangedUpdate.name];
const cycle: WorkflowType = 'regionCycle';

/**
 * The trace that the next cycle of a controller belongs to: of the first request that no cycle has answered yet. Those that are merged into
 * the same cycle keep traces of their own, which end at the controller.
 */
class AskedIn {
  #first: Context | undefined;

  note(headers: Parameters<typeof extractContextFromHeaders>[0]): void {
    const from = extractContextFromHeaders(headers);
    const span = from && trace.getSpanContext(from);
    // A sender that traces nothing has none, and the cycle stays in the trace of the controller's run.
    if (span && isSpanContextValid(span)) this.#first ??= from;
  }

  take(): Context | undefined {
    const first = this.#first;
    this.#first = undefined;
    return first;
  }
}

/**
 * Traces what changes something. A query or a validator is not repeated by a replay: a span would take random numbers that the replayed
 * workflow then lacks.
 */
class InboundTracing extends OpenTelemetryInboundInterceptor {
  readonly #asked: AskedIn;

  constructor(asked: AskedIn) {
    super();
    this.#asked = asked;
  }

  override handleUpdate(
    ...[input, next]: Parameters<OpenTelemetryInboundInterceptor['handleUpdate']>
  ): Promise<unknown> {
    if (asking.includes(input.name)) this.#asked.note(input.headers);
    return super.handleUpdate(input, next);
  }

  override handleQuery(...[input, next]: Parameters<OpenTelemetryInboundInterceptor['handleQuery']>): Promise<unknown> {
    return next(input);
  }

  override validateUpdate(...[input, next]: Parameters<OpenTelemetryInboundInterceptor['validateUpdate']>): void {
    next(input);
  }
}

/**
 * Begins a trace with each run: a controller runs forever, and a trace of all that a region ever did could not be looked at. A cycle belongs
 * to the trace of who asked for it, also where the request waits for the next run.
 */
class OutboundTracing extends OpenTelemetryOutboundInterceptor {
  readonly #asked: AskedIn;

  constructor(asked: AskedIn) {
    super();
    this.#asked = asked;
  }

  override startChildWorkflowExecution(
    ...[input, next]: Parameters<OpenTelemetryOutboundInterceptor['startChildWorkflowExecution']>
  ): ReturnType<OpenTelemetryOutboundInterceptor['startChildWorkflowExecution']> {
    const start = () => super.startChildWorkflowExecution(input, next);
    const asked = input.workflowType === cycle ? this.#asked.take() : undefined;
    return asked ? context.with(asked, start) : start();
  }

  override continueAsNew(
    ...[input, next]: Parameters<OpenTelemetryOutboundInterceptor['continueAsNew']>
  ): Promise<never> {
    const asked = this.#asked.take();
    return next(asked ? { ...input, headers: context.with(asked, () => headersWithContext(input.headers)) } : input);
  }
}

/**
 * Interceptors of every workflow: activities, children and signals carry the trace of who started them (header `_tracer-data`). They
 * are part of the workflows from the first release on, because adding them later could break replays.
 */
export const interceptors = (): WorkflowInterceptors => {
  const asked = new AskedIn();
  return {
    inbound: [new InboundTracing(asked)],
    outbound: [new OutboundTracing(asked)],
    internals: [new OpenTelemetryInternalsInterceptor()],
  };
};
