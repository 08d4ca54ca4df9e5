/** A request that the server does not take, whatever it asks for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly status: number;

  constructor(code: ApiErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = statuses[code];
  }
}

const statuses = {
  'no-such-route': 404,
  'key-missing': 401,
  'key-unknown': 401,
  'not-signed-in': 401,
  'token-refused': 401,
  'sign-in-stale': 403,
  'sign-in-refused': 403,
  'no-role': 403,
  'issuer-unreachable': 503,
  'idempotency-key-malformed': 400,
  'idempotency-key-reused': 422,
  'idempotency-key-busy': 409,
  'answered-once': 409,
  'changed-since': 412,
  'webhook-unsigned': 401,
  'webhook-refused': 401,
  'role-too-low': 403,
  'other-environment': 403,
  'foreign-host': 421,
  'cross-site': 403,
  'body-too-large': 413,
  stopping: 503,
} as const;

export type ApiErrorCode = keyof typeof statuses;
