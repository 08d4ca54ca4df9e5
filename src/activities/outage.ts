import { errorKindOf } from '../contracts/error-kinds.ts';
import type { JobError } from '../ports/job-errors.ts';

/** Codes of Node's system errors that a network, a disk or another process is to blame for. */
const systemCodes: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EIO',
  'EMFILE',
  'ENETDOWN',
  'ENETUNREACH',
  'ENFILE',
  'ENOSPC',
  'ENOTFOUND',
  'EPIPE',
  'ESTALE',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/**
 * Classes of PostgreSQL's error codes that pass: connection exceptions, rolled-back transactions, insufficient resources, operator
 * intervention (https://www.postgresql.org/docs/15/errcodes-appendix.html).
 */
const databaseClasses: ReadonlySet<string> = new Set(['08', '40', '53', '57']);

/** Whether an error, as a job reports it, comes from something that is away for a while, and not from the job. */
export function isOutage({ errorName, message, facts }: Pick<JobError, 'errorName' | 'message' | 'facts'>): boolean {
  const { code, statusCode: status } = facts;
  if (typeof status === 'number' && (status === 408 || status === 429 || status >= 500)) return true;
  if (typeof code === 'string') {
    if (systemCodes.has(code)) return true;
    if (/^[0-9A-Z]{5}$/.test(code) && databaseClasses.has(code.slice(0, 2))) return true;
  }
  return errorKindOf(errorName).retry === 'while-it-lasts' || message.startsWith('Connection terminated');
}
