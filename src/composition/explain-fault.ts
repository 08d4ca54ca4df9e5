import { isGrpcServiceError, ServiceError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { grpcCodes } from '../adapters/temporal/grpc-codes.ts';
import { methodOf } from './open-connection.ts';
import {
  NamespaceMissingError,
  TemporalForbiddenError,
  TemporalRequestError,
  TemporalTlsError,
  TemporalUnreachableError,
  type TemporalCallFacts,
} from './temporal-errors.ts';
import { connectionReason, tlsFaultIn } from './tls-fault.ts';

/** An environment and where it is. */
export type ReachedPlace = Omit<TemporalCallFacts, 'method'>;

/**
 * The error for a call that a server did not take from this client, whatever was asked: it cannot be talked to, refuses the client, or does not
 * have the namespace. Any other error as it is.
 */
export function explainFault(error: unknown, place: ReachedPlace): unknown {
  for (const cause of causesOf(error)) {
    if (cause instanceof NamespaceNotFoundError) return new NamespaceMissingError(place, { cause: error });
    if (isGrpcServiceError(cause)) return explained(cause, place) ?? withReason(error, cause, place);
  }
  return error;
}

type GrpcError = Error & { readonly code: number; readonly details: string; readonly metadata: object };

function explained(cause: GrpcError, place: ReachedPlace): Error | undefined {
  const { code, details } = cause;
  switch (code) {
    case grpcCodes.permissionDenied:
    case grpcCodes.unauthenticated:
      return new TemporalForbiddenError({ ...place, method: nameOf(cause) }, details, { cause });
    case grpcCodes.notFound:
      return details.includes('amespace') && details.includes(place.namespace)
        ? new NamespaceMissingError(place, { cause })
        : undefined;
    case grpcCodes.unavailable: {
      const fault = tlsFaultIn(details);
      return fault
        ? new TemporalTlsError(place.address, fault.refusedBy, fault.reason, { cause })
        : new TemporalUnreachableError(place.address, connectionReason(details), { cause });
    }
    default:
      return undefined;
  }
}

/** The SDK's own errors say what failed, and not why. */
function withReason(error: unknown, cause: GrpcError, place: ReachedPlace): unknown {
  if (error === cause) return new TemporalRequestError(place, `${nameOf(cause)} failed`, cause.details, { cause });
  if (!(error instanceof ServiceError)) return error;
  return new TemporalRequestError(place, error.message, cause.details, { cause: error });
}

function nameOf(cause: GrpcError): string {
  return methodOf(cause) ?? 'a call';
}

function* causesOf(error: unknown): Generator {
  for (let one = error; one instanceof Error; one = one.cause) yield one;
}
