import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../api-error.ts';
import { hostName } from '../guards.ts';

/** Where requests may come from. */
interface CodecOrigins {
  /** Names by which the server is reached. */
  readonly hosts: ReadonlySet<string>;
  /** Origins whose pages may read answers: Temporal's UI. */
  readonly origins: ReadonlySet<string>;
}

/**
 * Keeps pages of others from having payloads decrypted, and lets those of the allowed origins read the answers (CORS). Throws `ApiError`; true where
 * the request was a question of the browser's, which is answered then.
 */
export function answersOrigin(
  { headers, method }: FastifyRequest,
  reply: FastifyReply,
  { hosts, origins }: CodecOrigins,
): boolean {
  const { host = '', origin } = headers;
  if (!hosts.has(hostName(host))) {
    throw new ApiError(
      'foreign-host',
      `this server is not "${hostName(host)}"; it answers to ${[...hosts].join(', ')}`,
    );
  }
  reply.header('vary', 'Origin');
  const isOwn = origin === undefined || origin.replace(/^https?:\/\//, '').toLowerCase() === host.toLowerCase();
  if (isOwn) return false;
  if (!origins.has(origin)) {
    throw new ApiError('cross-site', `pages of ${origin} may not use this codec server`);
  }
  reply.headers({ 'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true' });
  if (method !== 'OPTIONS') return false;
  void reply
    .code(204)
    .headers({
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': 'X-Namespace, Content-Type, Authorization',
      'access-control-max-age': '600',
    })
    .send();
  return true;
}
