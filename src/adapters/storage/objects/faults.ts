import {
  BucketMissingError,
  StorageForbiddenError,
  StorageRequestError,
  StorageUnreachableError,
  type StoragePlace,
} from '../../../ports/storage-errors.ts';

/** What a vendor's error comes down to. */
interface Fault {
  readonly kind: 'no-object' | 'no-bucket' | 'exists' | 'unsupported' | 'forbidden' | 'unreachable' | 'other';
  /** In the vendor's words, as far as they hold nothing secret. */
  readonly reason: string;
  /** HTTP status of the answer, if there was one. */
  readonly status?: number;
}

/** How the vendors' libraries put what happened: names of S3 and Azure, HTTP status, codes of the system. */
interface VendorError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly Code?: string;
  readonly statusCode?: number;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly details?: { readonly errorCode?: string };
  readonly cause?: unknown;
  readonly errors?: readonly unknown[];
}

const bucketMissing = ['NoSuchBucket', 'ContainerNotFound'];
const alreadyThere = ['PreconditionFailed', 'ConditionalRequestConflict', 'BlobAlreadyExists', 'ConditionNotMet'];
const withoutCredentials = ['CredentialsProviderError', 'CredentialUnavailableError', 'AggregateAuthenticationError'];
const refused = ['AccessDenied', 'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'AuthenticationFailed', 'ExpiredToken'];
const connection =
  /^(E(CONN(REFUSED|RESET|ABORTED)|NOTFOUND|AI_AGAIN|TIMEDOUT|HOSTUNREACH|NETUNREACH|PIPE)|UND_ERR_.*|CERT_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*|ERR_(TLS|SSL).*|ERR_STREAM_PREMATURE_CLOSE|REQUEST_SEND_ERROR|RestError|TimeoutError|FetchError)$/;

export function faultOf(error: unknown): Fault {
  const {
    name = '',
    message = '',
    code,
    Code,
    statusCode,
    $metadata,
    details,
    cause,
    errors,
  } = (error ?? {}) as VendorError;
  const status = $metadata?.httpStatusCode ?? statusCode ?? (typeof code === 'number' ? code : undefined);
  const words = [details?.errorCode, Code, typeof code === 'string' ? code : undefined, name].filter(
    (word): word is string => word !== undefined && word !== '' && word !== 'Error',
  );
  const is = (known: readonly string[]): boolean => words.some((word) => known.includes(word));
  const reason = [status === undefined ? '' : `HTTP ${status}`, words[0] ?? '', harmless(message)]
    .filter((text, i, all) => text !== '' && all.indexOf(text) === i)
    .join(', ');
  const told = (kind: Fault['kind']): Fault => ({ kind, reason, ...(status === undefined ? {} : { status }) });

  if (is(bucketMissing) || (status === 404 && /bucket (does not|doesn't) exist|no such bucket/i.test(message))) {
    return told('no-bucket');
  }
  if (is(withoutCredentials)) return { kind: 'forbidden', reason: `no credentials found (${words[0]})` };
  if (/Could not load the default credentials/.test(message)) {
    return { kind: 'forbidden', reason: 'no credentials found' };
  }
  if (status === 404) return told('no-object');
  if (status === 412 || (status === 409 && is(alreadyThere))) return told('exists');
  if (status === 501) return told('unsupported');
  if (status === 401 || status === 403 || is(refused)) return told('forbidden');
  if (status === undefined && words.some((word) => connection.test(word))) return told('unreachable');
  for (const inner of [cause, ...(errors ?? [])]) {
    if (inner === undefined || inner === error) continue;
    const fault = faultOf(inner);
    if (fault.kind !== 'other') return fault;
  }
  if (/socket hang up|network|timed? ?out|aborted|ECONN/i.test(message)) return told('unreachable');
  return told('other');
}

/** The first line of a message, without what follows a `?`, where signatures are. */
function harmless(message: string): string {
  const line = message.split('\n')[0] ?? '';
  return line
    .replaceAll(/\?\S*/g, '?…')
    .replaceAll(/\b(sig|Signature|Credential)=\S+/g, '$1=…')
    .slice(0, 200)
    .trim();
}

/** The error a caller gets for a vendor's. The vendor's own is not kept: it may hold the request with its signature. */
export function namedError(error: unknown, place: StoragePlace, request: string): Error {
  const { kind, reason, status } = faultOf(error);
  const { url, bucket, endpoint } = place;
  const facts = { url, bucket, endpoint, request, reason };
  switch (kind) {
    case 'no-bucket':
      return new BucketMissingError(facts);
    case 'forbidden':
      return new StorageForbiddenError(facts);
    case 'unreachable':
      return new StorageUnreachableError(facts);
    default:
      return new StorageRequestError({ ...facts, ...(status === undefined ? {} : { statusCode: status }) });
  }
}
