import type { FastifyInstance } from 'fastify';
import type { Caller } from './access.ts';
import { ApiError } from './api-error.ts';
import { credentialsOf, keyCookie, sessionCookie, sessionIn } from './cookies.ts';
import { apiRoot } from './openapi.ts';
import type { ServerOptions } from './server-options.ts';

/**
 * `POST /session` takes a key once and gives it back as a cookie that scripts cannot read and that other sites cannot send, so that pages
 * need not keep it; `DELETE /session` forgets it, and ends the session of somebody who has signed in; `GET /session` says who asks.
 */
export function addSession(server: FastifyInstance, { authenticate, signIn, secure = false }: ServerOptions): void {
  const ofKey = (value: string, seconds: number): string => keyCookie(value, { path: '/api', seconds, secure });

  server.get(`${apiRoot}/session`, async (request) => {
    const credentials = credentialsOf(request);
    const caller = await authenticate(credentials);
    return { ...shown(caller), ...(sessionIn(credentials) === undefined ? {} : { signedIn: true }) };
  });
  server.post(`${apiRoot}/session`, async (request, reply) => {
    const { key } = (request.body ?? {}) as { readonly key?: unknown };
    if (!mayBeKey(key)) throw new ApiError('key-missing', 'send {"key": "…"}');
    const caller = await authenticate(`Bearer ${key}`);
    return reply.header('set-cookie', ofKey(key, sessionSeconds)).send(shown(caller));
  });
  server.delete(`${apiRoot}/session`, async (request, reply) => {
    const token = sessionIn(credentialsOf(request));
    void reply.header('set-cookie', [ofKey('', 0), sessionCookie('', { seconds: 0, secure })]);
    const endSessionUrl = token === undefined ? undefined : await signIn?.end(token);
    return endSessionUrl === undefined ? reply.code(204).send() : reply.send({ endSessionUrl });
  });
}

function shown({ actor, role, environments }: Caller): object {
  return { actor, role, ...(environments ? { environments } : {}) };
}

/** Twelve hours. */
export const sessionSeconds = 12 * 60 * 60;

/** Whether something can be a key: it goes into a header. */
export function mayBeKey(value: unknown): value is string {
  return typeof value === 'string' && /^[\w-]{1,200}$/.test(value);
}
