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
    `${cookieName}=${value}; Path=/api; HttpOnly; SameSite=Strict; Max-Age=${seconds}${tls ? '; Secure' : ''}`;

  server.get(`${apiRoot}/session`, async (request) => {
    const { actor, role, environments } = await authenticate(credentialsOf(request));
    return { actor, role, ...(environments ? { environments } : {}) };
  });
  server.post(`${apiRoot}/session`, async (request, reply) => {
    const { key } = (request.body ?? {}) as { readonly key?: unknown };
    if (typeof key !== 'string' || !/^[\w-]{1,200}$/.test(key)) throw new ApiError('key-missing', 'send {"key": "…"}');
    const { actor, role, environments } = await authenticate(`Bearer ${key}`);
    return reply
      .header('set-cookie', cookie(key, twelveHours))
      .send({ actor, role, ...(environments ? { environments } : {}) });
  });
  server.delete(`${apiRoot}/session`, (_request, reply) => reply.header('set-cookie', cookie('', 0)).code(204).send());
}

const twelveHours = 12 * 60 * 60;

/** What a request shows of who asks: its `Authorization`, or the key in its cookie. */
export function credentialsOf({ headers }: FastifyRequest): string | undefined {
  if (headers.authorization !== undefined) return headers.authorization;
  const key = new RegExp(`(?:^|; *)${cookieName}=([\\w-]+)`).exec(headers.cookie ?? '')?.[1];
  return key === undefined ? undefined : `Bearer ${key}`;
}
