import { RegistryNotPreparedError, RegistryUnreachableError } from './registry-errors.ts';

/** Codes of PostgreSQL (appendix A of its manual): there is no such table, column or schema. */
const notPrepared = ['42P01', '42703', '3F000'];
/** No connection: the system's codes, and PostgreSQL's classes 08 (connection), 28 (authorization), 3D (database) and 57P (shutdown). */
const unreachable =
  /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|EPIPE|08...|28...|3D000|57P..|42501|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID)$/;
/** What the client's library says without a code. */
const unreachableTexts = /server does not support SSL|timeout exceeded when trying to connect|Connection terminated/;

/** The error for a registry that cannot be used, whatever was asked of it. Any other error as it is. */
export function explainRegistryFault(error: unknown, url: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code = '' } = error as { readonly code?: string };
  // Where a name has several addresses, the error of all of them has no text of its own.
  const reason = error.message || code;
  if (notPrepared.includes(code)) return new RegistryNotPreparedError(placeOf(url), reason, { cause: error });
  if (unreachable.test(code) || unreachableTexts.test(reason)) {
    return new RegistryUnreachableError(placeOf(url), reason, { cause: error });
  }
  return error;
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
