import { setTimeout as wait } from 'node:timers/promises';
import { TrackingRefusedError, TrackingUnreachableError } from '../../ports/model-tracking.ts';

export interface MlflowAddress {
  /** `http://host:5000`, with or without a path. No credentials in it. */
  readonly uri: string;
  /** Value of the `Authorization` header. */
  readonly authorization?: string;
}

export interface MlflowServerOptions {
  /** Milliseconds an answer may take. Default 30,000. */
  readonly answerTimeoutMs?: number;
  /** Tries of a request in all, where the server does not answer, is overloaded or broken. Default 4. */
  readonly tries?: number;
  /** Milliseconds before the second try; doubles from then on. Default 500. */
  readonly firstWaitMs?: number;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
type Query = Readonly<Record<string, string>>;

/** Longest wait a server's `Retry-After` is followed for. */
const longestRetryAfterMs = 30_000;

/** An MLflow server by HTTP: time limits, further tries, and errors that name the request. */
export class MlflowServer {
  readonly uri: string;
  readonly #authorization: string | undefined;
  readonly #options: Required<MlflowServerOptions>;

  constructor({ uri, authorization }: MlflowAddress, options: MlflowServerOptions = {}) {
    this.uri = uri.replace(/\/+$/, '');
    this.#authorization = authorization;
    this.#options = { answerTimeoutMs: 30_000, tries: 4, firstWaitMs: 500, ...options };
  }

  /** Calls a method of the REST API, e.g. `runs/search`. Throws `TrackingUnreachableError` or `TrackingRefusedError`. */
  async call<Answer = unknown>(
    method: Method,
    path: string,
    content: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<Answer> {
    const url = `${this.uri}/api/2.0/mlflow/${path}`;
    if (method === 'GET') {
      return (await this.#send(
        method,
        path,
        `${url}?${new URLSearchParams(content as Query).toString()}`,
        undefined,
        signal,
      )) as Answer;
    }
    return (await this.#send(
      method,
      path,
      url,
      { type: 'application/json', bytes: JSON.stringify(content) },
      signal,
    )) as Answer;
  }

  /** Stores a file through the server's artifact proxy; the path is below the server's root of artifacts. */
  async putArtifact(path: string, bytes: Uint8Array, signal: AbortSignal): Promise<void> {
    const url = `${this.uri}/api/2.0/mlflow-artifacts/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`;
    // Copied where it may be a view on shared memory, which a request body cannot be.
    await this.#send(
      'PUT',
      `artifact ${path}`,
      url,
      { type: 'application/octet-stream', bytes: new Uint8Array(bytes) },
      signal,
    );
  }

  async #send(
    method: Method,
    name: string,
    url: string,
    body: { readonly type: string; readonly bytes: string | Uint8Array<ArrayBuffer> } | undefined,
    signal: AbortSignal,
  ): Promise<unknown> {
    const { answerTimeoutMs, tries, firstWaitMs } = this.#options;
    const request = `${method} ${name}`;
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      let reason: string;
      let cause: unknown;
      let waitMs = firstWaitMs * 2 ** (attempt - 1);
      try {
        const response = await fetch(url, {
          method,
          headers: {
            ...(body ? { 'content-type': body.type } : {}),
            ...(this.#authorization === undefined ? {} : { authorization: this.#authorization }),
          },
          ...(body ? { body: body.bytes } : {}),
          // A redirect could take the credentials elsewhere.
          redirect: 'error',
          signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]),
        });
        const text = await response.text();
        if (response.ok) return parse(text);
        reason = `${response.status} ${reasonOf(text)}`;
        if (response.status !== 429 && response.status !== 408 && response.status < 500) {
          throw new TrackingRefusedError({
            ...{ target: this.uri, request, status: response.status },
            ...{ code: codeOf(text), reason: reasonOf(text) },
          });
        }
        const asked = Number(response.headers.get('retry-after') ?? Number.NaN) * 1000;
        if (asked >= 0) waitMs = Math.min(longestRetryAfterMs, Math.max(waitMs, asked));
      } catch (error) {
        if (error instanceof TrackingRefusedError) throw error;
        signal.throwIfAborted();
        cause = error;
        reason = reasonOfFailure(error, answerTimeoutMs);
      }
      if (attempt >= tries) throw new TrackingUnreachableError(this.uri, request, reason, { cause });
      await wait(waitMs, undefined, { signal });
    }
  }
}

function parse(text: string): unknown {
  try {
    return text === '' ? {} : (JSON.parse(text) as unknown);
  } catch (cause) {
    throw new Error('its answer is not JSON; is it an MLflow server?', { cause });
  }
}

interface ErrorAnswer {
  readonly error_code?: string;
  readonly message?: string;
}

function errorOf(text: string): ErrorAnswer {
  try {
    return JSON.parse(text) as ErrorAnswer;
  } catch {
    return {};
  }
}

function codeOf(text: string): string {
  return errorOf(text).error_code ?? 'UNKNOWN';
}

/** The server's own words, one line of them: its messages continue with SQL. */
function reasonOf(text: string): string {
  return (errorOf(text).message ?? text).split('\n')[0]!.slice(0, 300);
}

function reasonOfFailure(error: unknown, answerTimeoutMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return `no answer within ${answerTimeoutMs} ms`;
  if (!(error instanceof TypeError)) return error instanceof Error ? error.message : String(error);
  // `fetch failed` says nothing; its cause does.
  const cause = error.cause as { readonly code?: string; readonly message?: string } | undefined;
  return cause?.code ?? cause?.message ?? error.message;
}
