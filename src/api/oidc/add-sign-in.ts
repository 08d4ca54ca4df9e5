import type { FastifyInstance, FastifyReply } from 'fastify';
import { ApiError } from '../api-error.ts';
import { cookieIn, cookieText, sessionCookie } from '../cookies.ts';
import { problemOf } from '../problem.ts';
import { callbackPath } from './provider.ts';
import type { SignIn } from './sign-in.ts';

const stateCookie = 'shelfcast_sign_in';

/** Each is kept for minutes, and nobody has to prove anything before: fewer than of other requests. By address. */
const signInsPerMinute = 60;

/**
 * `GET /sign-in?to=<path>` sends a browser to the provider; `GET /sign-in/callback` is where it comes back. They are pages, not part of the API: a
 * person is led to them from another site.
 *
 * @param secure whether browsers reach this server by HTTPS
 */
export function addSignIn(server: FastifyInstance, signIn: SignIn, secure: boolean): void {
  // Strict would keep it from coming back: the provider is another site.
  const ofState = (value: string, seconds: number): string =>
    cookieText(stateCookie, value, { path: callbackPath, seconds, secure, sameSite: 'Lax' });

  const limited = { config: { rateLimit: { max: signInsPerMinute, timeWindow: 60_000 } } };

  server.get('/sign-in', limited, async (request, reply) => {
    const { to } = request.query as { readonly to?: string | readonly string[] };
    try {
      const { url, state, seconds } = await signIn.begin(typeof to === 'string' ? to : '/');
      return await reply
        .header('set-cookie', ofState(state, seconds))
        .header('cache-control', 'no-store')
        .redirect(url);
    } catch (error) {
      return showProblem(error, reply);
    }
  });

  server.get(callbackPath, limited, async (request, reply) => {
    try {
      const query = request.url.slice(callbackPath.length);
      const { caller, token, seconds, returnTo } = await signIn.finish(query, cookieIn(request, stateCookie));
      request.log.info({ actor: caller.actor, role: caller.role }, 'signed in');
      const cookies = [ofState('', 0), sessionCookie(token, { seconds, secure })];
      return await reply.header('set-cookie', cookies).header('cache-control', 'no-store').redirect(returnTo);
    } catch (error) {
      void reply.header('set-cookie', ofState('', 0));
      return showProblem(error, reply);
    }
  });
}

/** The page where people sign in says what went wrong, in its own words: an address must not be able to put others there. */
function showProblem(error: unknown, reply: FastifyReply): FastifyReply {
  const { code } = problemOf(error);
  if (error instanceof ApiError) reply.log.warn({ code, err: error }, 'a sign-in was refused');
  else reply.log.error({ err: error }, 'a sign-in failed');
  return reply.header('cache-control', 'no-store').redirect(`/?signIn=${code}`);
}
