import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';
import { apiRoot } from './openapi.ts';
import type { ServerOptions } from './server-options.ts';

const cookieName = 'shelfcast_key';

/**
 * `POST /session` takes a key once and gives it back as a cookie that scripts cannot read and that other sites cannot send, so that pages
 * need not keep it; `DELETE /session` forgets it; `GET /session` says who asks.
 */
export function addSession(server: FastifyInstance, { authenticate, tls }: ServerOptions): void {
  const cookie = (value: string, seconds: number): string =>
    keyCookie(value, { path: '/api', seconds, secure: tls !== undefined });

  server.get(`${apiRoot}/session`, async (request) => {
    const { actor, role, environments } = await authenticate(credentialsOf(request));
    return { actor, role, ...(environments ? { environments } : {}) };
  });
  server.post(`${apiRoot}/session`, async (request, reply) => {
    const { key } = (request.body ?? {}) as { readonly key?: unknown };
    if (!mayBeKey(key)) throw new ApiError('key-missing', 'send {"key": "…"}');
    const { actor, role, environments } = await authenticate(`Bearer ${key}`);
    return reply
      .header('set-cookie', cookie(key, sessionSeconds))
      .send({ actor, role, ...(environments ? { environments } : {}) });
  });
  server.delete(`${apiRoot}/session`, (_request, reply) => reply.header('set-cookie', cookie('', 0)).code(204).send());
}

/** Twelve hours. */
export const sessionSeconds = 12 * 60 * 60;

/** Whether something can be a key: it goes into a header. */
export function mayBeKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,200}$/.test(value);
}

/** The header that has a browser keep a key where scripts cannot read it and other sites cannot send it. */
export function keyCookie(
  key: string,
  { path, seconds, secure }: { readonly path: string; readonly seconds: number; readonly secure: boolean },
): string {
  return `${cookieName}=${key}; Path=${path}; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}

/** What a request shows of who asks: its `Authorization`, or the key in its cookie. */
export function credentialsOf({ headers }: FastifyRequest): string | undefined {
  if (headers.authorization !== undefined) return headers.authorization;
  const key = new RegExp(`(?:^|; *)${cookieName}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1];
  return key === undefined ? undefined : `Bearer ${key}`;
}
