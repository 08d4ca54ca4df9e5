import { isGrpcServiceError } from '@temporalio/client';

/** The status codes of gRPC that a server may answer with (https://grpc.io/docs/guides/status-codes/). */
export const grpcCodes = {
  ok: 0,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  failedPrecondition: 9,
  unimplemented: 12,
  unavailable: 14,
  unauthenticated: 16,
} as const;

type GrpcError = Error & { readonly code: number; readonly details: string };

/** Whether an error is a server's answer with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly number[]): error is GrpcError {
  return isGrpcServiceError(error) && codes.includes(error.code);
}
