import { STATUS_CODES } from 'node:http';
import { refusalSentence } from '../app/refusal-sentence.ts';
import { Refusal, type RefusalFacts, type RefusalKind } from '../app/refusal.ts';
import { SettingsError } from '../composition/settings-error.ts';
import { errorKindOf } from '../contracts/error-kinds.ts';
import { ApiError } from './api-error.ts';

/** A problem as RFC 9457 has it, `application/problem+json`. */
export interface Problem {
  /** `urn:shelfcast:problem:unknown-region`: stable, for programs. */
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The end of `type`. */
  readonly code: string;
  /** What may be done about it, as a code. */
  readonly remedy?: string;
  /** The facts of a refusal. */
  readonly facts?: unknown;
  /** Where in the request: a JSON pointer each (RFC 6901). */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

const statusOfKind: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unknown: 404,
  conflict: 409,
  refused: 409,
  unavailable: 503,
  gone: 410,
};

/** What a request is answered that an operation, or the server, did not do. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Refusal) return ofRefusal(error);
  if (error instanceof ApiError) return problem(error.code, error.status, error.message);
  const { statusCode, message } = error as { readonly statusCode?: number; readonly message: string };
  // What the server's own library finds wrong with a request: a body that is no JSON, too long, of another type.
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return problem(statusCode === 429 ? 'too-many-requests' : 'malformed-request', statusCode, message);
  }
  if (error instanceof SettingsError) {
    return problem('not-configured', 409, 'this server is not set up for this; its log says what is missing');
  }
  const name = error instanceof Error ? error.name : 'Error';
  if (isOutage(name, error)) return problem('unavailable', 503, 'what this needs cannot be reached now; try again');
  // The log has the rest: what failed inside is no business of the caller's.
  return problem('failed', 500, `this failed (${name}); the log of the API has the details`);
}

function ofRefusal(refused: Refusal): Problem {
  const { code, kind, facts, remedy } = refused;
  return {
    ...problem(code, statusOfKind[kind], refusalSentence(refused)),
    ...(remedy === undefined ? {} : { remedy }),
    facts,
    ...(code === 'invalid-input' ? { errors: pointersOf(facts as RefusalFacts['invalid-input']) } : {}),
  };
}

function pointersOf({ faults }: RefusalFacts['invalid-input']): Problem['errors'] & {} {
  return faults.map(({ path, message }) => ({
    pointer: path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''),
    detail: message,
  }));
}

function problem(code: string, status: number, detail: string): Problem {
  return { type: `urn:shelfcast:problem:${code}`, title: STATUS_CODES[status] ?? 'Error', status, detail, code };
}

/** Errors of connections that a later attempt may have. */
const outages = new Set(['NoTemporalServerError', 'NoRegistryError', 'TemporalUnreachableError', 'ServiceError']);

function isOutage(name: string, error: unknown): boolean {
  if (outages.has(name) || errorKindOf(name).retry === 'while-it-lasts') return true;
  const code = (error as { readonly code?: unknown }).code;
  return code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'ETIMEDOUT' || code === 14 || code === 4;
}
