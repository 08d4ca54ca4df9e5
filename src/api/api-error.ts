/** A request that the server does not take, whatever it asks for. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  readonly status: number;

  constructor(code: ApiErrorCode, message: string) {
    super(message);
    this.code = code;
    this.status = statuses[code];
  }
}

const statuses = {
  'no-such-route': 404,
  'key-missing': 401,
  'key-unknown': 401,
  'role-too-low': 403,
  'other-environment': 403,
  'foreign-host': 421,
  'cross-site': 403,
  'forecasts-gone': 410,
  'body-too-large': 413,
} as const;

export type ApiErrorCode = keyof typeof statuses;
