import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { grpcCodes } from '../adapters/temporal/grpc-codes.ts';
import { tlsFaultIn } from './tls-fault.ts';

type ConnectionOptions = NonNullable<Parameters<typeof Connection.lazy>[0]>;
type Interceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/** How often a server is tried that has not answered yet: for some three seconds. */
const firstAttempts = 6;

/** Milliseconds between two looks at whether a call still waits for its next attempt. */
const closingPause = 20;

/** The methods of calls that failed, by what their answers brought with them. */
const failedMethods = new WeakMap<object, string>();

/** Which method of Temporal's API a call was of that ended with an error. */
export function methodOf({ metadata }: { readonly metadata: object }): string | undefined {
  return failedMethods.get(metadata);
}

/**
 * A connection to a Temporal server, made when something is first asked of it. The SDK's own retries continue for ten seconds with a server that
 * cannot be talked to, and then report no more than that time is up; these end sooner, at once where certificates are the cause, and with the
 * reason. A server that has answered once gets the SDK's patience.
 */
export function openConnection(options: ConnectionOptions = {}): Connection {
  const retry = defaultGrpcRetryOptions();
  let hasAnswered = false;
  let isClosing = false;
  /** Calls that wait for their next attempt. */
  const waiting = new Set<object>();
  const interceptor: Interceptor = (call, next) => {
    const retrying = makeGrpcRetryInterceptor({
      ...retry,
      retryableDecider: (attempt, status) => {
        const { details, metadata } = status;
        const code: number = status.code;
        if (code !== grpcCodes.ok) failedMethods.set(metadata, call.method_definition.path.split('/').at(-1) ?? '');
        if (code !== grpcCodes.unavailable) hasAnswered = true;
        if (isClosing || (!hasAnswered && (attempt >= firstAttempts || tlsFaultIn(details)))) return false;
        return retry.retryableDecider(attempt, status);
      },
      delayFunction: (attempt, status) => {
        waiting.add(call);
        return retry.delayFunction(attempt, status);
      },
    });
    return retrying(call, (options) => {
      waiting.delete(call);
      return next(options);
    });
  };
  const connection = Connection.lazy({ ...options, interceptors: [interceptor] });
  const close = connection.close.bind(connection);
  connection.close = async () => {
    isClosing = true;
    // An attempt that begins on a closed connection would end the process. How long one waits is unknown: a busy process looks at its timers late.
    while (waiting.size > 0) await sleep(closingPause);
    await close();
  };
  return connection;
}
